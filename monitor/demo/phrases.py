"""What people of the demo write and are told, in the two languages of the country. No line is anybody's."""

from __future__ import annotations

from monitor.demo.trips.itinerary import Fate

OBJECTIVES = (
    "See the cells, the register of the last three months and the times in ten files; talk to people alone.",
    "Посмотреть камеры, журнал за три месяца и время в десяти делах; поговорить с задержанными наедине.",
    "Follow up on what was promised last time: light in the cells, private telephone calls, the doctor's room.",
    "Проверить, что сделано после прошлого посещения: свет в камерах, звонки, осмотр врача.",
    "Complaints about the first hours after arrest: look at the times of arrival and of the first entry.",
    "Условия для женщин и несовершеннолетних, раздельное содержание.",
)

PROMISES = (
    "Put lamps that can be switched off at night into cells 3 to 6.",
    "Ремонт вентиляции в коридоре второго этажа.",
    "Hang the list of rights in both languages in every cell.",
    "Завести журнал телесных повреждений по новой форме.",
    "Let people call their family in the first hour and write the time down.",
    "Выдавать матрас и постельное бельё в день поступления.",
    "Give the doctor a room where staff neither hear nor see.",
)

REMARKS = (
    "Window painted over; the air is stale although the fan runs.",
    "Со слов дежурного, журнал ведёт сменный, исправления без подписи.",
    "The mattress was brought while we were in the corridor.",
    "Лампа горит круглосуточно, выключателя внутри нет.",
    "Two files of ten have no hour of arrival, only of the first entry.",
    "Врач приходит два раза в неделю, ночью вызывают скорую.",
    "People said that water is given on request, at night not always.",
    "Кнопка вызова есть, звонок не работает.",
)

NOTES = (
    "The head of the place was courteous and left us alone with the register. Next time ask for the second book.",
    "На втором посещении персонал уже знал вопросы. В следующий раз начать с камер.",
    "One of us should bring a light meter; the cells on the north side look darker than last year.",
    "Договорились: после обеда возвращаемся к камере 4 и говорим с каждым отдельно.",
)

# fate -> (kind, stage, ground, area, what they said), each list dealt out in turn.
Line = tuple[str, str, str, str, str]
DENIED: dict[Fate, tuple[Line, ...]] = {
    Fate.REFUSED: (
        ("entry_refused", "gate", "no_permission", "", "Без разрешения управления никого не пускаю."),
        ("entry_refused", "gate", "quarantine", "", "Quarantine since Monday, nobody comes in, come back in a month."),
        ("nobody_in_charge", "gate", "chief_absent", "", "Начальник уехал, ключей у меня нет."),
        ("entry_refused", "gate", "notice_required", "", "You have to write two weeks ahead, then we will see."),
        ("credentials_disputed", "gate", "no_legal_basis", "", "Ваше удостоверение для нас не документ."),
    ),
    Fate.PARTLY: (
        ("part_refused", "gate", "only_ombudsman", "", "Ombudsman staff may come in, the others wait outside."),
        ("part_refused", "gate", "not_on_list", "", "Этих двоих в списке нет, пропустить не могу."),
        ("part_refused", "gate", "only_ombudsman", "", "Закон говорит об Уполномоченном, об организациях не говорит."),
        ("part_refused", "gate", "security", "", "Too many people for today's shift; the guests stay at the gate."),
    ),
    Fate.CUT: (
        ("time_limited", "on_site", "staff_shortage", "second floor", "Смена закончилась, сопровождать некому."),
        ("time_limited", "on_site", "hours", "yard and workshops", "The working day is over, you have to leave now."),
        ("time_limited", "interviews", "security", "", "На сегодня достаточно, у нас режимное мероприятие."),
    ),
    Fate.AREA: (
        ("area_closed", "on_site", "under_repair", "cells 5 to 8", "That corridor is under repair, there is nobody."),
        ("area_closed", "on_site", "quarantine", "камеры второго этажа", "Там карантин, пройти нельзя."),
        ("storage_locked", "on_site", "chief_absent", "store room", "Ключ у начальника, он в министерстве."),
    ),
    Fate.PAPERS: (
        (
            "register_refused",
            "documents",
            "state_secret",
            "registers of arrivals",
            "The book is for official use only.",
        ),
        (
            "register_refused",
            "documents",
            "investigation_secrecy",
            "журналы и дела",
            "Дела у следователя, без него нельзя.",
        ),
    ),
    Fate.TALKS: (
        ("private_talk_refused", "interviews", "security", "", "Только в присутствии сотрудника, так безопаснее."),
        ("group_talk_only", "interviews", "staff_shortage", "", "I have one room and one guard, talk to all of them."),
        ("private_talk_refused", "interviews", "investigator_ban", "", "Следователь запретил беседы до суда."),
    ),
    Fate.DELAYED: (
        ("entry_delayed", "gate", "no_permission", "", "Ждите, жду звонка из управления."),
        ("entry_delayed", "gate", "chief_absent", "", "Wait for the chief, he is on his way."),
        ("entry_delayed", "gate", "hours", "", "Сейчас пересменка, подождите за воротами."),
    ),
}
DISSENT = (
    "One of us asked at noon and one at night; the night answer is kept.",
    "Вторая из нас слышала другое от двоих в камере 2.",
    "He did not see the room in the basement.",
)
COMPANIONS = ("Olim Sattorov", "Нина Пак", "Гафур Ниёзов", "Dilnoza Yodgor")
RANKS = ("Captain", "Major", "Старший лейтенант", "Lieutenant colonel", "Дежурный")
POSTS = ("duty officer", "deputy head", "начальник смены", "head of the place")

# Outside any visit: who, kind, ground, what they said, place (a code, or words for a place nobody has listed).
Outside = tuple[str, str, str, str, str]
OUTSIDE: tuple[Outside, ...] = (
    ("lawyer", "lawyer_kept_out", "investigator_ban", "The investigator decides who sees him and when.", "IVS-02"),
    ("lawyer", "lawyer_kept_out", "person_not_here", "Такого у нас нет.", "OVD-01"),
    ("family", "parcel_refused", "hours", "Передачи только по вторникам.", "IVS-06"),
    ("lawyer", "lawyer_kept_out", "no_permission", "Ордер есть, а разрешения следователя нет.", "IVS-09"),
    ("lawyer", "lawyer_kept_out", "person_refuses", "She says she does not want a lawyer.", "OVD-05"),
    ("doctor", "doctor_kept_out", "no_permission", "У нас есть свой фельдшер.", "IVS-01"),
    ("lawyer", "lawyer_kept_out", "person_not_here", "Nobody was brought here tonight.", "OVD-10"),
    ("family", "family_kept_out", "investigation_secrecy", "Свидания до предъявления обвинения не даём.", "SIZO-02"),
    ("lawyer", "lawyer_kept_out", "none_given", "Причину не назвали, велели уйти.", "дом за базаром в Янгиобе"),
    ("ngo", "ngo_kept_out", "only_ombudsman", "Come with the ombudsman or do not come.", "SR-02"),
    ("interpreter", "interpreter_kept_out", "no_permission", "Переводчик у нас свой.", "IVS-13"),
    (
        "lawyer",
        "lawyer_kept_out",
        "quarantine",
        "Quarantine, no meetings until further notice.",
        "hangar near the old airfield",
    ),
)
STEPS = (
    ("complaint", "Жалоба прокурору района, вручена под подпись."),
    ("phoned_superior", "Called the duty line of the department; told to wait."),
    ("ministry", "Letter to the department with the times and the words."),
    ("prosecutor", "Обращение в прокуратуру, приложен ордер."),
)
