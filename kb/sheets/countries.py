"""The country codes of ISO 3166-1 alpha-2, and the codes that people write in their place."""

from __future__ import annotations

from collections.abc import Mapping

#: the standard's 249, and XK (Kosovo), which the standard leaves to its users
_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT
JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM
PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT
ZA ZM ZW
"""

COUNTRIES: frozenset[str] = frozenset(_CODES.split())

#: what is often written, with the code that is meant
OFTEN_MEANT: Mapping[str, str] = {
    "UK": "GB",
    "ENGLAND": "GB",
    "SCOTLAND": "GB",
    "WALES": "GB",
    "GBR": "GB",
    "UNITED KINGDOM": "GB",
    "USA": "US",
    "UNITED STATES": "US",
    "AUSTRALIA": "AU",
    "AUS": "AU",
    "CANADA": "CA",
    "CAN": "CA",
    "GERMANY": "DE",
    "GER": "DE",
    "DEU": "DE",
    "FRANCE": "FR",
    "FRA": "FR",
    "NETHERLANDS": "NL",
    "THE NETHERLANDS": "NL",
    "NLD": "NL",
    "NEW ZEALAND": "NZ",
    "NZL": "NZ",
    "IRELAND": "IE",
    "IRL": "IE",
    "CHINA": "CN",
    "CHN": "CN",
    "JAPAN": "JP",
    "JPN": "JP",
    "SWEDEN": "SE",
    "NORWAY": "NO",
    "DENMARK": "DK",
}
