"""The sheet of a calculator: one with everything, one with what it cannot do without."""

from __future__ import annotations

from datetime import date

from mediation.documents.papers.reckoning import Figure, Given, ReckoningSheet, Step
from mediation.documents.parts import Paper

SAMPLES: dict[type[Paper], tuple[Paper, Paper]] = {
    ReckoningSheet: (
        ReckoningSheet(
            case_number="江工调字〔2026〕123号",
            subject="经济补偿",
            made_on=date(2026, 8, 14),
            given=(
                Given(title="用人单位所在地（设区的市）", value="江州市"),
                Given(title="用工之日", value="2021年6月1日"),
                Given(title="劳动关系最后一日", value="2026年7月6日"),
                Given(title="解除前十二个月平均应得工资（元）", value="8,000.00"),
            ),
            steps=(
                Step(
                    title="计算基数",
                    formula="解除前十二个月平均应得工资，不低于最低工资；高于社平工资三倍的按三倍",
                    numbers="8,000.00；2,300.00；3 × 7,500.00 = 22,500.00",
                    result="8,000.00元",
                    basis="《中华人民共和国劳动合同法》第四十七条",
                ),
                Step(
                    title="月数",
                    formula="每满一年一个月；六个月以上不满一年按一年；不满六个月半个月",
                    numbers="2021-06-01 至 2026-07-06：5 年 1 个月（含零头）",
                    result="5.5个月",
                    basis="《中华人民共和国劳动合同法》第四十七条第一款",
                ),
                Step(
                    title="经济补偿",
                    formula="计算基数 × 月数",
                    numbers="8,000.00 × 5.5",
                    result="44,000.00元",
                    basis="《中华人民共和国劳动合同法》第四十六条；第四十七条",
                ),
            ),
            total_fen=4_400_000,
            figures=(
                Figure(
                    title="最低工资标准",
                    place="江州市",
                    since=date(2026, 1, 1),
                    number="2300元",
                    source="江州市人民政府通告（虚构）",
                    checked="虚构地区，仅供演示",
                ),
            ),
            remarks=("各行金额四舍五入到分，中间数不取整。",),
            dated=date(2026, 8, 14),
            qr="江工调字〔2026〕123号",
        ),
        ReckoningSheet(
            subject="拖欠工资",
            made_on=date(2026, 3, 5),
            given=(Given(title="应发工资（元）", value="3,090.00"),),
            steps=(Step(title="拖欠工资", formula="应发 − 已发", result="3,090.00元"),),
            total_fen=309_000,
        ),
    )
}
