"""The app that one writes first: whole tables into pandas on every rerun, filtered there, four charts.

It reads the same database as the product, so that both are measured on the same facts. `?page=cohorts` compares the
groups; otherwise it shows one client. The address of the database comes from RUNTHERAPY_DATABASE_URL.
"""

import os
import sqlite3

import pandas as pd
import plotly.express as px
import streamlit as st

connection = sqlite3.connect(os.environ["RUNTHERAPY_DATABASE_URL"].removeprefix("sqlite:///"))
check_ins = pd.read_sql("SELECT * FROM check_in", connection, parse_dates=["day"])
sessions = pd.read_sql("SELECT * FROM session_log", connection, parse_dates=["day"])
courses = pd.read_sql("SELECT * FROM course", connection, parse_dates=["starts_on"])
clients = pd.read_sql("SELECT * FROM client", connection)
connection.close()

if st.query_params.get("page") == "cohorts":
    st.title("Cohorts")
    both = check_ins.merge(courses, left_on="course_id", right_on="id")
    both["week"] = (both["day"] - both["starts_on"]).dt.days // 7 + 1
    runs = sessions.merge(courses, left_on="course_id", right_on="id")
    runs["week"] = (runs["day"] - runs["starts_on"]).dt.days // 7 + 1
    groups = ["depression", "stress_burnout"]
    for measure in ("mood", "sleep", "energy"):
        means = both[both["complaint"].isin(groups)].groupby(["complaint", "week"])[measure].mean().reset_index()
        st.plotly_chart(px.line(means, x="week", y=measure, color="complaint"))
    minutes = (
        runs[runs["complaint"].isin(groups)].groupby(["complaint", "week"])["running_minutes"].mean().reset_index()
    )
    st.plotly_chart(px.bar(minutes, x="week", y="running_minutes", color="complaint", barmode="group"))
else:
    st.title("Progress")
    client = st.query_params.get("client", "C-0001")
    client_id = clients.loc[clients["code"] == client, "id"].iloc[0]
    course_id = courses.loc[courses["client_id"] == client_id, "id"].iloc[-1]
    mine = check_ins[check_ins["course_id"] == course_id]
    for measure in ("mood", "sleep", "energy"):
        st.plotly_chart(px.line(mine, x="day", y=measure))
    own = sessions[sessions["course_id"] == course_id]
    st.plotly_chart(px.bar(own, x="day", y=["running_minutes", "walking_minutes"]))
