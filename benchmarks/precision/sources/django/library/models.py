"""Books, and who wrote them."""

from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=80, help_text="As on the cover.")
    born = models.DateField(null=True, blank=True)

    def __str__(self):
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=120)
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=[("n", "Novel"), ("p", "Poetry"), ("f", "Facts")])
    lent = models.BooleanField(default=False)
    readers = models.ManyToManyField("auth.User", blank=True)
    cover = models.FileField(blank=True)
    bought = models.DateTimeField(null=True, blank=True)
    summary = models.TextField(blank=True)

    def __str__(self):
        return self.title
