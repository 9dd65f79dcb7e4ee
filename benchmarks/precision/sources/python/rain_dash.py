"""Dash, with its usual fields, tabs and a table."""

import os

from dash import Dash, dash_table, dcc, html

app = Dash(title="Rain")
names = [{"name": "a", "id": "a"}, {"name": "b", "id": "b"}]
app.layout = html.Div(
    [
        html.H1("Rain"),
        html.Label("Place", htmlFor="place"),
        dcc.Dropdown(["Lund", "Malmö"], "Lund", id="place"),
        dcc.Slider(0, 10, 1, id="year"),
        dcc.Checklist(["a", "b"], id="chosen"),
        dcc.Tabs(children=[dcc.Tab(label="One", children=[html.P("One")]), dcc.Tab(label="Two")]),
        dcc.DatePickerSingle(id="day"),
        dash_table.DataTable([{"a": 1, "b": 2}], names, sort_action="native", filter_action="native"),
    ]
)
app.run(port=int(os.environ["PORT"]), debug=False)
