"""A population register of fictional people, all with synthetic national identity numbers."""

from .adapter import FictionalRegister, FictionalUnitChildren

__all__ = ["FictionalRegister", "FictionalUnitChildren"]
