"""The work for jax, compiled by XLA, with optax's optimizers; float64."""

from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax
from work import Basins, Descent, Raster, gradient, value

jax.config.update("jax_enable_x64", True)
CHUNK = 256  # starts of a basin map that wait for one another


def _optimizer(o):
    if o.label == "SGD":
        return optax.sgd(o.lr, o.momentum, nesterov=True)
    if o.label == "RMSprop":
        return optax.rmsprop(o.lr, o.rho, o.epsilon, eps_in_sqrt=False)
    return optax.adam(o.lr, o.beta_1, o.beta_2, o.epsilon)


def descents(work: Descent):
    return {
        "jax.grad": partial(_ends, work, _by_points(work)),
        "jax analytic": partial(_ends, work, _by_columns(work)),
    }


def _ends(work, function):
    return np.asarray(function(work.x))


def _by_points(work):
    """Walker by walker, `vmap` and `grad`: as jax is taught."""
    slope = jax.grad(lambda p: value(work.text, jnp)(p[0], p[1]))
    return jax.jit(jax.vmap(partial(_walk, _optimizer(work.optimizer), slope, work.steps)))


def _by_columns(work):
    """All x and all y as two arrays, the gradient as a formula: what suits vectors best."""
    slopes = gradient(work.text, jnp)

    @jax.jit
    def run(x):
        columns = x[:, 0], x[:, 1]
        return jnp.stack(_walk(_optimizer(work.optimizer), lambda p: slopes(*p), work.steps, columns), axis=1)

    return run


def _walk(optimizer, slope, steps, x):
    def step(state, _):
        x, memory = state
        updates, memory = optimizer.update(slope(x), memory, x)
        return (optax.apply_updates(x, updates), memory), None

    return jax.lax.scan(step, (x, optimizer.init(x)), None, length=steps)[0][0]


def basins(work: Basins):
    slopes = gradient(work.text, jnp)

    def chunk(columns):
        def walks(state):
            _, _, t, (gx, gy) = state
            return (t < work.steps) & (gx * gx + gy * gy >= work.tolerance**2).any()

        def step(state):
            (x, y), made, t, (gx, gy) = state
            walks = gx * gx + gy * gy >= work.tolerance**2
            x, y = x - jnp.where(walks, work.lr * gx, 0.0), y - jnp.where(walks, work.lr * gy, 0.0)
            return (x, y), made + walks, t + 1, slopes(x, y)

        made = jnp.zeros(len(columns[0]), int)
        return jax.lax.while_loop(walks, step, (columns, made, 0, slopes(*columns)))[:2]

    function = jax.jit(partial(jax.lax.map, chunk))

    def run():
        (x, y), made = function(tuple(column.reshape(-1, CHUNK) for column in work.columns))
        return np.stack([np.asarray(x).ravel(), np.asarray(y).ravel()], axis=1), np.asarray(made).ravel()

    return {"jax": run}


def rasters(work: Raster):
    function, (x, y) = jax.jit(value(work.text, jnp)), map(jnp.asarray, work.ticks)
    return {"jax": lambda: np.asarray(function(x[None, :], y[:, None]))}


def fresh(text: str, label: str) -> dict[str, Callable[[], object]]:
    """A function that compiles a descent of 64 walkers under Adam, and makes a step."""

    def first():
        slope = jax.grad(lambda p: value(text, jnp)(p[0], p[1]))
        walk = partial(_walk, optax.adam(0.01), slope, 1)
        return jax.jit(jax.vmap(walk))(jnp.ones((64, 2))).block_until_ready()

    assert label == "Adam"
    return {"jax.grad": first}
