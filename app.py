"""The app: Streamlit's script with the gate around it. `streamlit run app.py`, or `uvicorn app:app`.

`streamlit run` looks for the assignment below in this very file; an app that is imported or returned by a function
is not found, and its script would be served without the gate (tests/gate proves that both ways are gated).
"""

import streamlit as st

from runtherapy_data import gate

app = st.App(gate.SHELL, routes=gate.ROUTES, middleware=gate.MIDDLEWARE, lifespan=gate.lifespan)
