"""My details: how the school reaches a person."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from demo.forms import Details
from demo.web import db, fault, me, only, say

pages = Blueprint("details", __name__)


@pages.route("/details", methods=["GET", "POST"])
@only("teacher", "pupil", "guardian")
def edit() -> ResponseReturnValue:
    """Change telephone, e-mail and address."""
    account = me()
    form = Details(data={name: account[name] for name in ("telephone", "email", "street", "town")})
    if form.validate_on_submit():
        db().do(
            "UPDATE account SET telephone = ?, email = ?, street = ?, town = ? WHERE id = ?",
            form.telephone.data,
            form.email.data,
            form.street.data,
            form.town.data,
            account["id"],
        )
        say("said-details-saved")
        return redirect(url_for("details.edit"))
    if request.method == "POST" and fault("mistake-empties-the-form"):
        for entry in (form.telephone, form.email, form.street, form.town):
            entry.data = ""
    return render_template("details.html", form=form)
