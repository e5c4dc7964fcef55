"""The smallest Streamlit app there is: what Streamlit itself costs."""

import streamlit as st

st.write("one line")
