"""One budget for unknown codes across the whole installation. Never by address: a venue shares one."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

MOST = 120
WINDOW_S = 60.0


class Budget:
    """So many misses in a sliding window. `clock` gives seconds."""

    def __init__(self, most: int = MOST, window_s: float = WINDOW_S, clock: Callable[[], float] = monotonic):
        self.most, self.window_s, self.clock = most, window_s, clock
        self._times: deque[float] = deque()
        self._lock = Lock()

    def spend(self) -> int:
        """Count one miss. Returns 0, or how many seconds to wait when the budget is spent."""
        with self._lock:
            now = self.clock()
            while self._times and now - self._times[0] >= self.window_s:
                self._times.popleft()
            if len(self._times) >= self.most:
                return max(1, round(self.window_s - (now - self._times[0])))
            self._times.append(now)
            return 0

    def forget(self) -> None:
        with self._lock:
            self._times.clear()


unknown_codes = Budget()
