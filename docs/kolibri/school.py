"""Gives a new Kolibri what a class needs before it can do anything: an exercise, and a quiz made of it for each class.

Run by Kolibri itself, once, after its people are there: docs/kolibri.md. Without any resource on the device Kolibri sends a
learner who opens "Home" away from their own class. Attendance is off in a new facility; here coaches may take it.
"""
# ruff: noqa: D103 - what a function makes is its name

import hashlib
import io
import json
import uuid
import zipfile
from pathlib import Path

from kolibri.core.auth.models import Classroom, FacilityDataset
from kolibri.core.content.models import AssessmentMetaData, ChannelMetadata, ContentNode, File, LocalFile
from kolibri.core.content.utils import annotation, paths
from kolibri.core.exams.models import Exam, ExamAssignment

QUIZ = "Sums to ten"
QUESTIONS = {"What is 2 + 3?": ("4", "5", "6"), "What is 4 + 4?": ("8", "9", "10"), "What is 7 + 2?": ("7", "8", "9")}
RIGHT = {"What is 2 + 3?": "5", "What is 4 + 4?": "8", "What is 7 + 2?": "9"}


def identity(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://linden.example/{name}").hex


def item(question: str, options: tuple[str, ...]) -> dict[str, object]:
    choices = [{"content": option, "correct": option == RIGHT[question]} for option in options]
    radio = {"type": "radio", "graded": True, "version": {"major": 1, "minor": 0}, "options": {"choices": choices}}
    return {
        "question": {"content": f"{question}\n\n[[☃ radio 1]]", "images": {}, "widgets": {"radio 1": radio}},
        "answerArea": {"type": "multiple"},
        "hints": [],
        "itemDataVersion": {"major": 0, "minor": 1},
    }


def exercise_file() -> tuple[str, int]:
    """An exercise in Perseus' format, kept where Kolibri keeps its files; its checksum and size."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("exercise.json", json.dumps({"all_assessment_items": list(map(identity, QUESTIONS))}))
        for question, options in QUESTIONS.items():
            archive.writestr(f"{identity(question)}.json", json.dumps(item(question, options)))
    content = packed.getvalue()
    checksum = hashlib.md5(content).hexdigest()  # noqa: S324 - Kolibri names its files so
    place = Path(paths.get_content_storage_file_path(f"{checksum}.perseus"))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return checksum, len(content)


def make_channel() -> None:
    channel, exercise = identity("channel"), identity("exercise")
    common = {"channel_id": channel, "available": True}
    root = ContentNode.objects.create(
        id=identity("root"), content_id=identity("root"), title="Sums", kind="topic", **common
    )
    node = ContentNode.objects.create(
        id=exercise, content_id=exercise, parent=root, title="Adding", kind="exercise", admin_imported=True, **common
    )
    checksum, size = exercise_file()
    kept = LocalFile.objects.create(id=checksum, extension="perseus", available=True, file_size=size)
    File.objects.create(id=identity("file"), local_file=kept, contentnode=node, preset="exercise", priority=1)
    AssessmentMetaData.objects.create(
        id=identity("assessment"),
        contentnode=node,
        assessment_item_ids=list(map(identity, QUESTIONS)),
        number_of_assessments=len(QUESTIONS),
        mastery_model={"type": "do_all"},
        is_manipulable=True,
    )
    ChannelMetadata.objects.create(id=channel, name="Sums", version=1, root=root, min_schema_version="5", order=1)
    annotation.set_content_visibility_from_disk(channel)
    annotation.set_channel_metadata_fields(channel, public=True)


def make_quiz(classroom: Classroom) -> None:
    asked = [
        {"exercise_id": identity("exercise"), "question_id": identity(q), "title": "Adding", "counter_in_exercise": n}
        for n, q in enumerate(QUESTIONS, 1)
    ]
    coach = classroom.get_coaches().first()
    quiz = Exam.objects.create(
        title=QUIZ,
        collection=classroom,
        creator=coach,
        active=True,
        instant_report_visibility=True,
        learners_see_fixed_order=True,
        data_model_version=3,
        question_count=len(asked),
        question_sources=[{"section_title": "", "learners_see_fixed_order": True, "questions": asked}],
    )
    ExamAssignment.objects.create(exam=quiz, collection=classroom, assigned_by=coach)


make_channel()
for each in Classroom.objects.all():
    make_quiz(each)
FacilityDataset.objects.update(enable_mark_attendance=True)
