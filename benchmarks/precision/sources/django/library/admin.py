"""The administrator's pages for books and authors, with most of what they can have."""

from django.conf import settings
from django.contrib import admin

from library.models import Author, Book

if settings.SKIN == "unfold":
    from unfold.admin import ModelAdmin, TabularInline
else:
    from django.contrib.admin import ModelAdmin, TabularInline


class Books(TabularInline):
    model = Book
    extra = 1
    fields = ["title", "kind", "lent"]


@admin.register(Author)
class AuthorAdmin(ModelAdmin):
    inlines = [Books]
    search_fields = ["name"]


@admin.register(Book)
class BookAdmin(ModelAdmin):
    list_display = ["title", "author", "kind", "lent"]
    list_filter = ["kind", "lent", "author"]
    search_fields = ["title"]
    filter_horizontal = ["readers"]
    date_hierarchy = "bought"
    list_editable = ["lent"]
    autocomplete_fields = ["author"]
    fieldsets = [
        (None, {"fields": ["title", "author", "kind", "lent", "readers"]}),
        ("More", {"classes": ["collapse"], "fields": ["cover", "bought", "summary"]}),
    ]
