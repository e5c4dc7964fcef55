"""The only Streamlit room: the shell, the guard, and the pieces that pages are made of.

    guard.require(Permission.X)        a Viewer (principal, translate, practice, today), or the page stops
    shown.course(viewer, code)         the facts, under a grant; a refusal becomes a calm page by itself
    navigation.PAGES                   add a page there: role, file, address, title, permission
    navigation.link / go_to            to another page by its address, with query parameters
    panels.heading, section, figure, table, lines, quotes, nothing_yet, notice, muted
    pickers.weeks, tension             small choices
    plain.escaped(text)                for anything that somebody typed, before it goes into Markdown

An error of `runtherapy_data.errors` that leaves a page is said by the shell in the reader's language; anything else is
logged and apologised for. Pages therefore catch nothing.
"""
