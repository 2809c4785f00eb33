"""The seed's square: the initiator's letter beside the reply.

See the annotation guidelines; an involved initiator comes with an idea or offers to do something, an uninvolved
resident asks the municipality to do its job.
"""

from __future__ import annotations

from collections.abc import Mapping

from tonecheck.classifying.letter import ACT_PRESENT, OPENING_ACTS
from tonecheck.messages import translate
from tonecheck.types import Field, Tone

_CONSCRIPTION = "forced_participation"


def place_in_square(
    label: Tone, strengths: Mapping[str, float], involvement: float, lang: str
) -> tuple[Field | None, str]:
    """Return the field of the square and the reason for it in `lang`.

    Parameters
    ----------
    label
        Tone of the reply.
    strengths
        Highest probability of each act in the reply.
    involvement
        Probability that the initiator is involved.

    Returns
    -------
    field
        None when an uninvolved resident is simply helped: that is plain service, outside the square's tensions.
    reason
        One sentence.
    """
    opens = any(strengths.get(code, 0.0) >= ACT_PRESENT for code in OPENING_ACTS)
    reaches_out = label is Tone.EMPATHIC or (label is Tone.NEUTRAL and opens)
    conscripts = strengths.get(_CONSCRIPTION, 0.0) >= ACT_PRESENT
    if involvement >= 0.5:
        field = Field.AMBTELIJKE_EMPATHIE if reaches_out else Field.PARTICIPATIEVERBOD
        return field, translate(f"field.{field.value}", lang)
    if conscripts:
        return Field.PARTICIPATIEGEBOD, translate("field.participatiegebod", lang)
    if reaches_out:
        return None, translate("field.service", lang)
    return Field.PARALLELLE_VERWACHTINGEN, translate("field.parallelle_verwachtingen", lang)
