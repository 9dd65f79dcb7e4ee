"""Pages of packages that draw: a notebook, a styled table, charts with fields beside them."""

import nbformat
import numpy as np
import pandas as pd
import plotly.graph_objects as go
from bokeh.layouts import column
from bokeh.models import Button, ColumnDataSource, DataTable, Select, Slider, TableColumn, TabPanel, Tabs, TextInput
from bokeh.plotting import figure, save
from bokeh.resources import INLINE

notebook = nbformat.v4.new_notebook()
notebook.cells = [
    nbformat.v4.new_markdown_cell(
        "# Rainfall\n\nMonthly means, [source](https://example.org).\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    ),
    nbformat.v4.new_code_cell("import calendar\nprint(calendar.month(2026, 1))\n[x**2 for x in range(60)]"),
    nbformat.v4.new_markdown_cell("## Sum\n\n$$\\sum x$$"),
    nbformat.v4.new_code_cell("1 / 0"),
]
nbformat.write(notebook, "rain.ipynb")

table = pd.DataFrame(np.arange(40).reshape(8, 5), columns=list("abcde"))
with open("pandas.html", "w") as to:
    to.write(table.style.highlight_max().set_caption("Numbers").to_html(doctype_html=True))

bars = go.Figure(go.Bar(x=["Jan", "Feb", "Mar"], y=[3, 1, 2]), layout={"title": "Rain"})
bars.write_html("plotly.html", include_plotlyjs=True)

plot = figure(title="Rain", x_axis_label="month", y_axis_label="mm")
plot.line([1, 2, 3], [3, 1, 2])
columns = [TableColumn(field=name, title=name) for name in "ab"]
data = DataTable(source=ColumnDataSource({"a": [1, 2, 3], "b": [4, 5, 6]}), columns=columns)
save(
    column(
        Tabs(tabs=[TabPanel(child=plot, title="Plot"), TabPanel(child=data, title="Data")]),
        Slider(start=0, end=10, value=1, title="Year"),
        Select(title="Place", options=["Lund", "Malmö"], value="Lund"),
        TextInput(title="Name"),
        Button(label="Save"),
    ),
    "bokeh.html",
    resources=INLINE,
    title="Rain",
)
