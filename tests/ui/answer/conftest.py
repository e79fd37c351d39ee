from tests.fixtures.desk import desk

__all__ = ["desk"]
