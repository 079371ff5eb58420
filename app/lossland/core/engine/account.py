"""When machine code is worth its making."""

from dataclasses import dataclass

PRICE = 0.05  # seconds that a compilation costs, at least
CALL, POINT = 1e-6, 1.2e-9  # seconds that NumPy takes for an operation, and for each point that it is done at


@dataclass
class Account:
    """What NumPy has been paid for one piece of work, and of how many operations that consists.

    Machine code is made once NumPy has worked for as long as making it takes: so the two together never take much more
    than twice as long as the better one of them alone.
    """

    operations: int
    seconds: float = 0.0

    def pays(self, times: int, points: int) -> bool:
        """Whether machine code is due for work that is now to be done `times` times at `points`."""
        self.seconds += self.operations * times * (CALL + points * POINT)
        return self.seconds > PRICE
