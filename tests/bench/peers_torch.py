"""The work for torch: its own optimizers with autograd, and by hand with the gradient as a formula."""

import math
from functools import partial

import numpy as np
import torch
from work import Basins, Descent, gradient, value

torch.set_num_threads(1)


def descents(work: Descent):
    return {
        "torch.optim": partial(_by_autograd, work, value(work.text, torch)),
        "torch analytic": partial(_by_hand, work, gradient(work.text, torch)),
    }


def _optimizer(o, x):
    if o.label == "SGD":
        return torch.optim.SGD([x], lr=o.lr, momentum=o.momentum, nesterov=True)
    if o.label == "RMSprop":
        return torch.optim.RMSprop([x], lr=o.lr, alpha=o.rho, eps=o.epsilon)
    return torch.optim.Adam([x], lr=o.lr, betas=(o.beta_1, o.beta_2), eps=o.epsilon)


def _by_autograd(work, function):
    x = torch.nn.Parameter(torch.tensor(work.x))
    optimizer = _optimizer(work.optimizer, x)
    for _ in range(work.steps):
        optimizer.zero_grad()
        function(x[:, 0], x[:, 1]).sum().backward()
        optimizer.step()
    return x.detach().numpy()


def _by_hand(work, slopes):
    o = work.optimizer
    xs = [torch.tensor(column) for column in work.x.T]
    ms, vs = ([torch.zeros_like(x) for x in xs] for _ in range(2))
    for t in range(1, work.steps + 1):
        for x, m, v, g in zip(xs, ms, vs, slopes(*xs), strict=True):
            if o.label == "SGD":
                m.mul_(o.momentum).add_(g)
                x.sub_(g.add(m, alpha=o.momentum), alpha=o.lr)
            elif o.label == "RMSprop":
                v.mul_(o.rho).addcmul_(g, g, value=1 - o.rho)
                x.addcdiv_(g, v.sqrt().add_(o.epsilon), value=-o.lr)
            else:
                m.mul_(o.beta_1).add_(g, alpha=1 - o.beta_1)
                v.mul_(o.beta_2).addcmul_(g, g, value=1 - o.beta_2)
                size = v.sqrt().div_(math.sqrt(1 - o.beta_2**t)).add_(o.epsilon)
                x.addcdiv_(m, size, value=-o.lr / (1 - o.beta_1**t))
    return torch.stack(xs, dim=1).numpy()


def basins(work: Basins):
    return {"torch.optim": partial(_basins, work, value(work.text, torch))}


def _basins(work, function):
    """Everybody computes until the last has arrived; who has is held fast by a gradient of zero."""
    x = torch.nn.Parameter(torch.tensor(np.stack(work.columns, axis=1)))
    optimizer, made = torch.optim.SGD([x], lr=work.lr), torch.zeros(len(x), dtype=torch.int64)
    for _ in range(work.steps):
        optimizer.zero_grad()
        function(x[:, 0], x[:, 1]).sum().backward()
        walks = x.grad.square().sum(1) >= work.tolerance**2
        if not walks.any():
            break
        x.grad.mul_(walks[:, None])
        optimizer.step()
        made += walks
    return x.detach().numpy(), made.numpy()
