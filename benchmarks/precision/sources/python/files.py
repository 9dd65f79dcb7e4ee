"""Flask-Admin, with a view of files."""

import os

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.fileadmin import FileAdmin

app = Flask(__name__)
app.secret_key = "shown to nobody"
Admin(app, name="Files").add_view(FileAdmin(os.path.abspath("shown"), name="Files"))
app.run(port=int(os.environ["PORT"]))
