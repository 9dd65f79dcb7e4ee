"""What is written and taught at the demo school: subjects, assignments, letters. In Swedish, as the school's own words are."""

from __future__ import annotations

SUBJECTS: dict[str, tuple[str, ...]] = {
    "C": ("Matematik", "Svenska", "Engelska", "Biologi", "Historia", "Bild", "Musik", "Slöjd", "Idrott", "Geografi"),
    "U": ("Matematik 2c", "Svenska 2", "Engelska 6", "Kemi 1", "Fysik 1", "Filosofi", "Historia 1b", "Spanska 4"),
    "A": ("Svenska som andraspråk", "Samhällskunskap", "Matematik 1a", "Engelska 5", "Datakunskap", "Vård och omsorg"),
}
TIMES = (("08:20", "09:20"), ("09:40", "10:40"), ("11:00", "12:00"), ("12:50", "13:50"), ("14:05", "15:05"))

ASSIGNMENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "C": (
        ("Bråk och procent", "Lös uppgifterna 1 till 12 och visa hur du tänkte."),
        ("Läsdagbok", "Skriv en halv sida om ett kapitel som du tyckte om."),
        ("Vattnets kretslopp", "Rita kretsloppet och förklara varje steg med egna ord."),
        ("Min släkt", "Intervjua någon som är äldre än femtio år och skriv ner svaren."),
        ("Vikingatiden", "Jämför ett barns dag då och nu."),
        ("Glosor vecka 40", "Öva på glosorna och skriv fem meningar."),
    ),
    "U": (
        ("Laborationsrapport", "Beskriv metoden, redovisa mätvärdena och diskutera felkällor."),
        ("Debattartikel", "Ta ställning i en aktuell fråga. Högst 4 000 tecken."),
        ("Derivatan", "Lös uppgifterna på sidan 84 och motivera varje steg."),
        ("Källkritik", "Granska två källor som säger emot varandra."),
        ("Bokanalys", "Analysera berättarperspektivet i romanen."),
        ("Hållbar utveckling", "Föreslå en förändring i din kommun och räkna på den."),
    ),
    "A": (
        ("Personligt brev", "Skriv ett personligt brev till ett jobb som du vill ha."),
        ("Samhällets val", "Förklara hur ett riksdagsval går till."),
        ("Procent i vardagen", "Räkna på två lån och jämför vad de kostar."),
        ("Hörförståelse 3", "Lyssna på inslaget och svara på frågorna."),
        ("Kalkylblad", "Gör en budget för en månad i ett kalkylblad."),
        ("Studieplan", "Beskriv dina mål och hur du når dem."),
    ),
}
"""Title and instructions. The first is for pupils to hand in, the second for the teacher to assess, the third is assessed."""

FEEDBACK = (
    "Du visar tydligt hur du har tänkt. Utveckla slutsatsen nästa gång.",
    "Bra struktur och ett rikt språk. Kontrollera källorna en gång till.",
    "Du har förstått det viktigaste. Öva mer på att förklara varje steg.",
    "Noggrant och självständigt arbete. Fortsätt så.",
)
GRADES = "ABCDE"

LETTERS = (
    "På onsdag går {name} till biblioteket. Ta med lånekortet.",
    "På torsdag har {name} utedag. Kläder efter väder, och matsäck.",
    "På tisdag får {name} besök av en författare som läser högt.",
    "På fredag bakar {name} bröd tillsammans. Säg till om allergier.",
)
LETTER_BODY = (
    "Hej!\n\nTack för en fin vecka. {plan}\n\nHör av er om ni undrar över något.\n\nVänliga hälsningar\n{teacher}"
)

MESSAGES = (
    ("Välkommen till terminen", "Hej! Roligt att vi ses igen. Kontakta mig här om det är något."),
    ("Kläder efter väder", "Hej! Det är blött på gården. Skicka gärna med extra strumpor."),
    ("Glömda vantar", "Hej! Det ligger ett par blå vantar i klassrummet. Är de era?"),
)
QUESTION = ("En fråga om läxan", "Hej! Vilka sidor var det till på torsdag?")
THANKS = ("Tack för i dag", "Hej! Tack för ett bra möte.")

NOTES = (
    "Berättar gärna och lyssnar på andra. Visar nyfikenhet på bokstäver.",
    "Löser problem tillsammans med kompisar och prövar flera vägar.",
)
BIRDS = (
    "Lärkan",
    "Svalan",
    "Göken",
    "Ugglan",
    "Trasten",
    "Rödhaken",
    "Koltrasten",
    "Bofinken",
    "Domherren",
    "Talgoxen",
)


def class_name(form: str, number: int) -> str:
    """The name of a form's class; unique in the school.

    Args:
        form: "P", "C", "U" or "A".
        number: Counts from 0 within the form.
    """
    if form == "P":
        again = number // len(BIRDS)
        return BIRDS[number % len(BIRDS)] + (f" {again + 1}" if again else "")
    if form == "C":
        return f"{(number + 3) % 9 + 1}{_letters(number // 9)}"
    if form == "U":
        return f"{('NA', 'SA', 'EK', 'TE')[number % 4]}25{_letters(number // 4)}"
    return f"Komvux {number + 1:02}"


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)
