"""NiceGUI, with its usual fields, tabs, a table, a dialog and a message."""

import os

from nicegui import ui


@ui.page("/", title="Rain")
def rain():
    ui.label("Rain").classes("text-h4")
    with ui.tabs() as tabs:
        one = ui.tab("Measured")
        two = ui.tab("Forecast")
    with ui.tab_panels(tabs, value=one):
        with ui.tab_panel(one):
            ui.table(rows=[{"day": "Monday", "mm": 3}, {"day": "Tuesday", "mm": 0}])
        with ui.tab_panel(two):
            ui.label("Dry")
    ui.input("Place")
    ui.select(["Lund", "Malmö"], label="Station", value="Lund")
    ui.slider(min=0, max=10, value=3)
    ui.checkbox("Only wet days")
    ui.switch("Night")
    with ui.dialog() as dialog, ui.card():
        ui.label("What is measured")
        ui.button("Close", on_click=dialog.close)
    ui.button("About", on_click=dialog.open)
    ui.button("Save", on_click=lambda: ui.notify("Saved"))


ui.run(host="127.0.0.1", port=int(os.environ["PORT"]), reload=False, show=False)
