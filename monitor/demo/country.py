"""The invented country of Almaran: four regions, its authorities, sixty-one places of detention. No name is anybody's."""

from __future__ import annotations

from dataclasses import dataclass

ZONE = "Asia/Dushanbe"
UNOFFICIAL = "unofficial_place"


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the two scripts people use."""

    latin: str
    cyrillic: str


@dataclass(frozen=True, slots=True)
class Place:
    """A facility of the register: code (also its key here), kind, names, where, whose, how many places."""

    code: str
    kind: str
    name: Named
    region: str
    authority: str
    capacity: int


REGIONS: dict[str, Named] = {
    "mirzol": Named("City of Mirzol", "Город Мирзол"),
    "sarvan": Named("Sarvan Province", "Сарванская область"),
    "tashbel": Named("Tashbel Province", "Ташбельская область"),
    "okrud": Named("Okrud Province", "Акрудская область"),
}

# The middle of each region on the map, in the sea: latitude and longitude.
MIDDLES = {
    "mirzol": ("41.9", "50.6"),
    "sarvan": ("42.6", "51.5"),
    "tashbel": ("40.7", "51.2"),
    "okrud": ("43.4", "49.4"),
}

# Authorities as a tree: key -> (name, the one above it).
AUTHORITIES: dict[str, tuple[Named, str]] = {
    "interior": (Named("Ministry of the Interior", "Министерство внутренних дел"), ""),
    "custody": (Named("Department of Custody, Interior", "Управление изоляторов МВД"), "interior"),
    "justice": (Named("Ministry of Justice", "Министерство юстиции"), ""),
    "prisons": (Named("Prison Service", "Служба исполнения наказаний"), "justice"),
    "health": (Named("Ministry of Health and Social Protection", "Министерство здравоохранения и соцзащиты"), ""),
}

TOWNS: dict[str, tuple[tuple[str, str], ...]] = {
    "mirzol": (
        ("Mirzol North", "Мирзол-Северный"),
        ("Mirzol Bazaar", "Мирзол-Базар"),
        ("Mirzol River", "Мирзол-Речной"),
        ("Mirzol Railway", "Мирзол-Вокзал"),
    ),
    "sarvan": (
        ("Sarvan", "Сарван"),
        ("Kulbad", "Кульбад"),
        ("Daronak", "Даронак"),
        ("Chinortepa", "Чинортепа"),
    ),
    "tashbel": (
        ("Tashbel", "Ташбель"),
        ("Yangiob", "Янгиоб"),
        ("Peshtau", "Пештау"),
        ("Navzamin", "Навзамин"),
    ),
    "okrud": (
        ("Okrud", "Акруд"),
        ("Kundara", "Кундара"),
        ("Bulakli", "Булакли"),
        ("Zardaryo", "Зардарьё"),
    ),
}

# What each town has: kind, short code, authority, capacity, name pattern in both scripts.
_EVERYWHERE = (
    ("temporary_detention_facility", "IVS", "custody", 24, "Temporary detention facility, {}", "ИВС, {}"),
    ("police_station", "OVD", "interior", 6, "Police station, {}", "Отдел внутренних дел, {}"),
)
_IN_FIRST_TOWNS = (
    ("remand_prison", "SIZO", "prisons", 420, "Remand prison, {}", "СИЗО, {}"),
    ("special_reception_centre", "SR", "interior", 40, "Special reception centre, {}", "Спецприёмник, {}"),
    ("psychiatric_hospital", "PB", "health", 180, "Psychiatric hospital, {}", "Психиатрическая больница, {}"),
    ("colony", "IK", "prisons", 900, "Colony, {}", "Исправительная колония, {}"),
)
_IN_SECOND_TOWNS = (
    ("colony", "IK", "prisons", 700, "Colony, {}", "Исправительная колония, {}"),
    ("social_care_home", "DI", "health", 120, "Social-care home, {}", "Дом-интернат, {}"),
)
_ONCE = (
    ("juvenile_colony", "VK", "prisons", 160, "Juvenile colony, {}", "Воспитательная колония, {}", "sarvan", 2),
    ("juvenile_colony", "VK", "prisons", 90, "Juvenile colony for girls, {}", "Воспитательная колония для девочек, {}", "okrud", 3),
    ("temporary_detention_facility", "IVS", "custody", 12, "Transit cells, Mirzol airport", "ИВС аэропорта, Мирзол", "mirzol", 3),
    ("police_station", "OVD", "interior", 4, "Railway police post, Mirzol", "Линейный отдел, Мирзол", "mirzol", 3),
    (UNOFFICIAL, "NM", "", 0, "House behind the bazaar, {}", "Дом за базаром, {}", "tashbel", 1),
)  # fmt: skip


def places() -> list[Place]:
    """List every facility in a fixed order."""
    listed: list[Place] = []
    for region, towns in TOWNS.items():
        for index, (latin, cyrillic) in enumerate(towns):
            kinds = _EVERYWHERE + (_IN_FIRST_TOWNS if index == 0 else _IN_SECOND_TOWNS if index == 1 else ())
            for kind, short, authority, capacity, pattern, pattern_ru in kinds:
                names = Named(pattern.format(latin), pattern_ru.format(cyrillic))
                scaled = capacity + 4 * index
                listed.append(Place(_code(short, listed), kind, names, region, authority, scaled))
    for kind, short, authority, capacity, pattern, pattern_ru, region, index in _ONCE:
        latin, cyrillic = TOWNS[region][index]
        names = Named(pattern.format(latin), pattern_ru.format(cyrillic))
        listed.append(Place(_code(short, listed), kind, names, region, authority, capacity))
    return listed


def _code(short: str, listed: list[Place]) -> str:
    return f"{short}-{1 + sum(place.code.startswith(short + '-') for place in listed):02d}"


@dataclass(frozen=True, slots=True)
class Monitor:
    """A person of the demo: name, organisation, what the team can count on."""

    key: str
    name: str
    house: str
    roles: tuple[str, ...]
    sex: str
    expertise: tuple[str, ...]
    languages: tuple[str, ...] = ("ru", "en")


HOUSES: dict[str, tuple[str, str]] = {
    "office": ("Office of the Commissioner for Human Rights", "ombudsman"),
    "huquq": ("Huquq Legal Aid", "ngo"),
    "shifo": ("Shifo Doctors against Torture", "ngo"),
    "dast": ("Dast ba Dast", "ngo"),
}

PEOPLE: tuple[Monitor, ...] = (
    Monitor("coordinator", "Munira Safarzoda", "office", ("coordinator",), "woman", ("lawyer",)),
    Monitor("lead", "Farhod Nazriev", "office", ("monitor",), "man", ("lawyer",)),
    Monitor("deputy", "Zebo Qodirova", "office", ("monitor",), "woman", ("psychologist",)),
    Monitor("office-3", "Andrei Belov", "office", ("monitor",), "man", ("social_worker",)),
    Monitor("office-4", "Gulnora Ismatova", "office", ("monitor",), "woman", ("lawyer",), ("ru", "uz")),
    Monitor("office-5", "Suhrob Latipov", "office", ("monitor",), "man", ("building",)),
    Monitor("office-6", "Tahmina Odilova", "office", ("monitor",), "woman", ("doctor", "child_specialist")),
    Monitor("ngo-coordinator", "Lola Rahmatova", "huquq", ("coordinator", "monitor"), "woman", ("lawyer",)),
    Monitor("ngo", "Jamshed Olimov", "huquq", ("monitor",), "man", ("lawyer",)),
    Monitor("ngo-3", "Vera Kim", "huquq", ("monitor",), "woman", ("lawyer",), ("ru", "ko")),
    Monitor("doctor", "Bahrom Yusufi", "shifo", ("monitor",), "man", ("doctor", "forensic_doctor")),
    Monitor("doctor-2", "Nargis Hakimova", "shifo", ("monitor",), "woman", ("doctor",)),
    Monitor("doctor-3", "Timur Aliev", "shifo", ("monitor",), "man", ("psychiatrist",), ("ru", "ky")),
    Monitor("dast-1", "Salima Davron", "dast", ("monitor",), "woman", ("social_worker",)),
    Monitor("dast-2", "Rustam Ergashev", "dast", ("monitor",), "man", ("interpreter",), ("ru", "uz", "ky")),
    Monitor("partner", "Parvina Jalilova", "huquq", ("partner",), "woman", ("lawyer",)),
    Monitor("analyst", "Komil Ashurov", "office", ("analyst",), "man", ()),
    Monitor("administrator", "Daler Mahkamov", "office", ("administrator",), "man", ()),
)
