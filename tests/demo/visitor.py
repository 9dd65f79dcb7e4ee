"""Somebody who visits the demo school without a browser: follows links by their text, sends forms by their button."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

Entry = str | tuple[io.BytesIO, str]


class Visitor:
    def __init__(self, app: Flask, language: str = "en") -> None:
        self.client = app.test_client()
        self.headers = {"Accept-Language": language}
        self.answer: TestResponse
        self.doc: Any = None

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def text(self) -> str:
        return " ".join(self.doc.text_content().split()) if self.doc is not None else self.answer.text

    def open(self, address: str) -> Visitor:
        return self._keep(self.client.get(address, headers=self.headers, follow_redirects=True))

    def send(self, address: str, entries: Mapping[str, Entry]) -> Visitor:
        answer = self.client.post(address, data=dict(entries), headers=self.headers, follow_redirects=True)
        return self._keep(answer)

    def log_in(self, account: Mapping[str, str]) -> Visitor:
        self.open("/login")
        return self.submit("Log in", username=account["username"], password=account["password"])

    def follow(self, name: str) -> Visitor:
        links = [a for a in self.doc.xpath("//a[@href]") if _said(a) == name]
        assert links, f"no link {name!r} among {[_said(a) for a in self.doc.xpath('//a[@href]')]}"
        return self.open(urljoin(self.answer.request.path, links[0].get("href")))

    def button(self, name: str) -> Any:
        buttons = [b for b in self.doc.xpath("//form//button") if _said(b).startswith(name)]
        assert buttons, f"no button {name!r} among {[_said(b) for b in self.doc.xpath('//form//button')]}"
        return buttons[0]

    def submit(self, name: str, **entries: Entry) -> Visitor:
        form = self.button(name).xpath("ancestor::form")[0]
        fields = {key: value for key, value in form.form_values() if key not in entries}
        unknown = set(entries) - {field.get("name") for field in form.xpath(".//*[@name]")}
        assert not unknown, f"the form has no {unknown}"
        return self.send(form.get("action") or self.answer.request.path, {**fields, **entries})

    def option(self, select: str, name: str) -> str:
        """The value of an option by what it is called."""
        return str(self.doc.xpath(f"//select[@name='{select}']/option[normalize-space()='{name}']/@value")[0])

    def row(self, content: str) -> str:
        """The whole row or list item that holds a text."""
        return next((_said(row) for row in self.doc.xpath("//tr | //li") if content in _said(row)), "")

    def json(self, address: str) -> Any:
        self.answer = self.client.get(address, headers=self.headers)
        return self.answer.get_json()

    def send_json(self, address: str, content: Mapping[str, Any]) -> Any:
        token = self.open("/messages").doc.xpath("//meta[@name='csrf-token']/@content")[0]
        self.answer = self.client.post(address, json=dict(content), headers={**self.headers, "X-CSRF-Token": token})
        return self.answer.get_json()

    def _keep(self, answer: TestResponse) -> Visitor:
        self.answer = answer
        self.doc = html.fromstring(answer.text) if answer.mimetype == "text/html" and answer.text else None
        return self


def _said(element: Any) -> str:
    return " ".join(element.text_content().split())
