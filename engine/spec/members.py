"""Fields that hold a part: any member of a family, members declared later included."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from engine.spec.part import Part

AnyPart = TypeVar("AnyPart", bound="Part")


class _Member:
    """Tells pydantic to read a field by its family's `coerce` and to write it by the part's own `to_json`."""

    def __get_pydantic_core_schema__(self, family: type[Part], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            family.coerce,
            handler(family),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda part: part.to_json()),
        )


# The type of a field that holds any member of a family, members declared later included: AnyOf[Layer].
AnyOf = Annotated[AnyPart, _Member()]


def family_of(annotation: Any) -> type[Part] | None:
    """The family of a field of type `AnyOf`, whether or not the field may be None; else None."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    for argument in get_args(annotation):
        if (family := family_of(argument)) is not None:
            return family
    return None
