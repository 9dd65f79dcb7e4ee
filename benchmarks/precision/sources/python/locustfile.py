"""One person for Locust."""

from locust import HttpUser, task


class Visitor(HttpUser):
    host = "http://127.0.0.1:9"

    @task
    def start(self):
        self.client.get("/")
