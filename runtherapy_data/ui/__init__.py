"""The only Streamlit room: the shell, the guard, and the pieces that pages are made of.

    guard.require(Permission.X)        a Viewer (principal, translate, practice, today), or the page stops
    shown.course(viewer, code)         the facts, under a grant; a refusal becomes a calm page by itself
    navigation.PAGES                   add a page there: role, file, address, title, permission
    navigation.link / go_to            to another page by its address, with query parameters
    panels.heading, section, figure, table, lines, quotes, nothing_yet, notice, muted
    pickers.weeks, tension             small choices
    plain.escaped(text)                for anything that somebody typed, before it goes into Markdown
    desk.Desk, course_desk.kept        what somebody is busy with between two reruns; leave to work on a course
    drafts.drafting(grant, kind, of)   what is half filled in, kept in the store
    scales.scale, folding, drawn       a number from 0 to 10; a part that folds; a figure that is not drawn twice

Most files belong to one page and begin with its name: check_in, questionnaire, session, caseload, course, signal,
intake, plan, manage (*Plan en fasen*), result (a client's questionnaires, for the therapist), document, cohort, people,
practice.

An error of `runtherapy_data.errors` that leaves a page is said by the shell in the reader's language; anything else is
logged and apologised for. Pages therefore catch nothing.
"""
