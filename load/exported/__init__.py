"""What `skolprov load --export locustfile` writes: code that needs Locust and lxml, and nothing of ours."""
