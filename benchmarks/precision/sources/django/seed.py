import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone
from library.models import Author, Book

people = get_user_model().objects
people.create_superuser("admin", "admin@example.org", "admin-zero")
authors = [Author.objects.create(name=name) for name in ("Karin Boye", "Astrid Lindgren", "Selma Lagerlöf")]
now = timezone.now()
Book.objects.bulk_create(
    Book(
        title=f"Book {n}",
        author=authors[n % 3],
        kind="npf"[n % 3],
        lent=n % 2 == 0,
        bought=now - datetime.timedelta(days=40 * n),
    )
    for n in range(30)
)
