"""Names for synthetic people: Swedish in sound, unique within a school, and none of them the beginning of another."""

from __future__ import annotations

import random
import unicodedata

_FIRST = """
    Ada Adam Agnes Ahmed Aisha Albin Alma Alva Amina Anders Anja Anton Aron Astrid Axel Bo Britta Cecilia Dag Daniel
    Dilan Disa Ebba Edith Elin Elof Elsa Emil Erik Esther Fadi Farah Filip Freja Gun Gustav Hanna Hassan Hedda Helmer
    Hugo Ida Idris Inger Iris Ivar Jana Jonas Josef Juni Kaj Karin Kian Klara Lars Layla Leo Linn Liv Ludvig Lukas
    Majken Malik Maryam Melker Mira Moa Nadia Nils Nora Olof Omar Otto Petra Ragnar Rania Rune Saga Samir Selma Sigrid
    Siri Sixten Stina Sven Tage Tilde Tor Tuva Tyra Ulla Vera Viggo Vilma Yasmin Ylva Yusuf Zahra Åke Åsa Örjan
"""
_BEGINNINGS = """
    Alm Asp Back Berg Björk Blom Bryn Dal Ek Fager Fjäll Fors Frid Gran Hag Hed Holm Häll Kvarn Käll Lind Ljung Lund
    Löv Mal Mo Mark Ny Näs Norr Ros Rönn Sand Sjö Skog Sten Ström Sund Söder Tall Troll Ung Vall Vester Vik Äng Öst Ö
"""
_ENDINGS = "beck blad brink felt gren hage kvist man mark quist ström stedt vall viken"
_STREETS = "Ekgatan Björkvägen Skolgatan Ängsvägen Sjögatan Tallstigen Kyrkogatan Lindvägen Backgatan Solvägen"


class Names:
    """Gives out full names, each once.

    Args:
        chance: The source of chance; the same seed gives the same names.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._first, self._beginnings, self._endings, self._streets = (
            words.split() for words in (_FIRST, _BEGINNINGS, _ENDINGS, _STREETS)
        )
        self._taken: set[str] = set()
        self._usernames: set[str] = set()

    def family(self) -> str:
        """A family's surname; families may share one."""
        return self._chance.choice(self._beginnings) + self._chance.choice(self._endings)

    def full(self, surname: str) -> str:
        """A full name that nobody in the school has yet."""
        first = self._chance.choice(self._first)
        while f"{first} {surname}" in self._taken:
            first = f"{first.partition('-')[0]}-{self._chance.choice(self._first)}"
        self._taken.add(f"{first} {surname}")
        return f"{first} {surname}"

    def username(self, name: str) -> str:
        """A user name made of a full name: small letters of the English alphabet, with a number if it is taken."""
        plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode().replace(" ", ".")
        username, number = plain, 1
        while username in self._usernames:
            number += 1
            username = f"{plain}{number}"
        self._usernames.add(username)
        return username

    def street(self) -> str:
        """A street address."""
        return f"{self._chance.choice(self._streets)} {self._chance.randint(1, 80)}"

    def telephone(self) -> str:
        """A telephone number from the series that Sweden keeps for fiction (070-174 06 05 to 06 99)."""
        return f"070-174 06 {self._chance.randint(5, 99):02}"
