<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>lossland</name>
    <message>
        <location filename="../../app/lossland/__main__.py"/>
        <source>There is no optimizer {name}; there are {known}.</source>
        <translation>没有名为 {name} 的优化器；可选：{known}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activation.py"/>
        <source>There is no activation “{name}”. Known are: {known}.</source>
        <translation>没有名为“{name}”的激活函数。可选：{known}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/elu.py"/>
        <source>ELU</source>
        <translation>ELU</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/elu.py"/>
        <source>a = z for z &gt; 0 and eᶻ − 1 elsewhere. The slope is 1 above 0 and eᶻ below: smooth at 0, flat far to the left.

Source: Clevert, Unterthiner and Hochreiter 2016, with α = 1.</source>
        <translation>z &gt; 0 时 a = z，其余 a = eᶻ − 1。导数在 0 以上为 1，以下为 eᶻ：在 0 处光滑，向左渐趋平坦。

来源：Clevert、Unterthiner、Hochreiter 2016，取 α = 1。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/gelu.py"/>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/gelu.py"/>
        <source>a = z Φ(z), where Φ is the normal distribution function. Its slope Φ(z) + z φ(z) is negative left of −0.75.

Source: Hendrycks and Gimpel 2016.</source>
        <translation>a = z Φ(z)，Φ 为标准正态分布函数。导数 Φ(z) + z φ(z) 在 −0.75 以左为负。

来源：Hendrycks、Gimpel 2016。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/gelu_tanh.py"/>
        <source>GELU (tanh)</source>
        <translation>GELU (tanh)</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/gelu_tanh.py"/>
        <source>a = ½ z (1 + tanh(√(2/π) (z + 0.044715 z³))), which stays within 0.0005 of the exact GELU.

Source: Hendrycks and Gimpel 2016.</source>
        <translation>a = ½ z (1 + tanh(√(2/π) (z + 0.044715 z³)))，与精确 GELU 相差不超过 0.0005。

来源：Hendrycks、Gimpel 2016。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/identity.py"/>
        <source>identity</source>
        <translation>恒等</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/identity.py"/>
        <source>a = z, with slope 1 everywhere. A layer of such nodes is linear, and several of them are no more than one.</source>
        <translation>a = z，导数处处为 1。这样的层是线性的，多层叠加也只相当于一层。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/leaky_relu.py"/>
        <source>leaky ReLU</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/leaky_relu.py"/>
        <source>a = z for z &gt; 0 and 0.01 z elsewhere. The slope is 0.01 at and below 0, so no node is ever quite dead.</source>
        <translation>z &gt; 0 时 a = z，其余 a = 0.01 z。导数在 0 及以下为 0.01，节点不会完全“死亡”。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/relu.py"/>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/relu.py"/>
        <source>a = max(0, z). The slope is 1 for z &gt; 0 and 0 elsewhere (also at 0): a node below 0 passes no gradient back.</source>
        <translation>a = max(0, z)。z &gt; 0 时导数为 1，其余（含 0 处）为 0：净输入为负的节点不回传梯度。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/sigmoid.py"/>
        <source>sigmoid</source>
        <translation>sigmoid</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/sigmoid.py"/>
        <source>a = 1/(1 + e⁻ᶻ), between 0 and 1. Its slope a(1 − a) is at most ¼, so gradients shrink from layer to layer.</source>
        <translation>a = 1/(1 + e⁻ᶻ)，介于 0 和 1 之间。导数 a(1 − a) 至多为 ¼，梯度因此逐层变小。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/softplus.py"/>
        <source>softplus</source>
        <translation>softplus</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/softplus.py"/>
        <source>a = ln(1 + eᶻ), a ReLU without the kink. Its slope is the sigmoid of z.</source>
        <translation>a = ln(1 + eᶻ)，没有折点的 ReLU。其导数就是 z 的 sigmoid。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/tanh.py"/>
        <source>tanh</source>
        <translation>tanh</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/tanh.py"/>
        <source>a = tanh z, between −1 and 1. Its slope 1 − a² is 1 at z = 0 and vanishes where the node saturates.</source>
        <translation>a = tanh z，介于 −1 和 1 之间。导数 1 − a² 在 z = 0 处为 1，在节点饱和处趋于 0。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/backprop.py"/>
        <location filename="../../app/lossland/core/training.py"/>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/backprop.py"/>
        <source>There are {inputs} rows of inputs, but {targets} of targets.</source>
        <translation>输入有 {inputs} 行，目标值却有 {targets} 行。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>The tolerance must not be negative</source>
        <translation>容差不能为负</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>Keep must be all or last</source>
        <translation>keep 只能是 all 或 last</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>A start has {n} coordinates here ({axes}); many starts are an array of shape (N, {n})</source>
        <translation>此处的起点有 {n} 个坐标（{axes}）；多个起点应为形状 (N, {n}) 的数组</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>The start must be a finite point</source>
        <translation>起点必须是有限的点</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>This needs {size} GB of memory: take fewer starts or fewer steps</source>
        <translation>这需要 {size} GB 内存：请减少起点数或步数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>The number of steps must be a whole number, 0 or more</source>
        <translation>步数必须是非负整数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>The start must be made of numbers</source>
        <translation>起点必须由数值组成</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss rose from {before} to {after}: the step was too long.</source>
        <translation>损失从 {before} 升到 {after}：步长过大。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Still on its way at step {step}: ‖∇f‖ is {slope}.</source>
        <translation>第 {step} 步仍在途中：‖∇f‖ = {slope}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The walk stopped at step {step}.</source>
        <translation>下降在第 {step} 步停止。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The surface has no value or no gradient here: the walk stops.</source>
        <translation>此处函数值或梯度无定义：下降停止。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The start: the loss is {loss}, ‖∇f‖ is {slope}.</source>
        <translation>起点：损失为 {loss}，‖∇f‖ = {slope}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Diverged: the loss is {loss}, the point beyond all bounds.</source>
        <translation>已发散：损失为 {loss}，点已超出一切界限。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The point rests: ‖∇f‖ is {slope}.</source>
        <translation>点静止不动：‖∇f‖ = {slope}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Stationary: the loss is {loss}, ‖∇f‖ only {slope}.</source>
        <translation>已到驻点：损失为 {loss}，‖∇f‖ 仅为 {slope}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss hardly changed from {before}.</source>
        <translation>损失几乎没有变化，仍约为 {before}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss fell from {before} to {after}.</source>
        <translation>损失从 {before} 降到 {after}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss rose from {before} to {after}: momentum carried the point uphill.</source>
        <translation>损失从 {before} 升到 {after}：动量把点带上了坡。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss rose from {before} to {after}: the step jumped over the minimum.</source>
        <translation>损失从 {before} 升到 {after}：这一步越过了极小值点。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Still swinging at step {step}, but by less and less: ‖∇f‖ is {slope}.</source>
        <translation>第 {step} 步仍在来回振荡，但幅度渐小：‖∇f‖ = {slope}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Hovers about the minimum {point}: its steps stay about {size} long. A smaller learning rate, or decay, brings it closer.</source>
        <translation>在极小点 {point} 附近徘徊：每步始终约 {size}。减小学习率或使其逐步衰减，会更接近它。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Nearly there at step {step}: ‖∇f‖ is {slope}.</source>
        <translation>第 {step} 步已接近驻点：‖∇f‖ = {slope}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>This step was 0 / 0: the walk stops. An epsilon above 0 helps.</source>
        <translation>这一步是 0 / 0，下降到此停止。把 ε 设为大于 0 即可。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>rests where it started, at no minimum</source>
        <translation>停在起点不动，但不是极小值点</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>rests after {step} steps, but at no minimum</source>
        <translation>{step} 步后停住，但不是极小值点</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>rests where it started</source>
        <translation>停在起点不动</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>converges smoothly in {step} steps</source>
        <translation>平稳收敛，需 {step} 步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>converges oscillating in {step} steps</source>
        <translation>振荡收敛，需 {step} 步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>jumps for ever between two points</source>
        <translation>永远在两点之间来回跳动</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>jumps for ever among {count} points</source>
        <translation>永远在 {count} 个点之间循环跳动</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>swings by less and less, the loss is {loss}</source>
        <translation>来回振荡，幅度渐小，损失 = {loss}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>does not settle, the loss is up to {loss}</source>
        <translation>不收敛，一直来回振荡，损失可达 {loss}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>still on its way, the loss is {loss}</source>
        <translation>仍在途中，损失 = {loss}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>diverges</source>
        <translation>发散</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>falls without end</source>
        <translation>无止境地下降</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>leaves where the surface is defined</source>
        <translation>走到了曲面没有定义之处</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss stayed at {before}: the step crossed the bottom to the same height.</source>
        <translation>损失仍为 {before}：这一步越过谷底，落在对面同样的高度。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss hardly changed from {before}: a small gradient makes a small step.</source>
        <translation>损失几乎没有变化，仍约为 {before}：梯度小，步长也小。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss stayed at {before}.</source>
        <translation>损失仍为 {before}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss fell from {before} to {after}, though the step crossed the bottom.</source>
        <translation>损失从 {before} 降到 {after}，虽然这一步越过了谷底。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss fell from {before} to {after}: a small gradient makes a small step.</source>
        <translation>损失从 {before} 降到 {after}：梯度小，步长也小。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Undefined at step {step}: this step was 0 / 0. An epsilon above 0 helps.</source>
        <translation>第 {step} 步无定义：这一步是 0 / 0。把 ε 设为大于 0 即可。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Undefined at step {step}: the surface has no value or no gradient there.</source>
        <translation>第 {step} 步无定义：该处没有函数值或梯度。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Diverges: the steps grow without bound. A smaller learning rate helps.</source>
        <translation>发散：步长无限增大。减小学习率即可改善。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>The loss falls without end: there is no minimum in this direction.</source>
        <translation>损失无止境地下降：这个方向上没有极小值。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Jumps for ever between {a} and {b}, about the minimum {point}.</source>
        <translation>永远在 {a} 与 {b} 之间来回跳动，围绕极小点 {point}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Jumps for ever among {count} points.</source>
        <translation>永远在 {count} 个点之间循环跳动。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Stationary at step {step}, but at a saddle or flat point, not at a minimum.</source>
        <translation>第 {step} 步到达驻点，但这是鞍点或平坦点，不是极小值点。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Converges smoothly: stationary at step {step}.</source>
        <translation>平稳收敛：第 {step} 步到达驻点。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Converges oscillating: stationary at step {step}, past the bottom {count}×.</source>
        <translation>振荡收敛：第 {step} 步到达驻点，其间 {count} 次越过谷底。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Does not settle: it keeps jumping to and fro by about {size}.</source>
        <translation>不收敛：一直来回振荡，每步约 {size}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>On a gentle slope at step {step}, but not at a minimum: ‖∇f‖ is {slope}.</source>
        <translation>第 {step} 步坡度已很小，但不在极小值点：‖∇f‖ = {slope}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Jumps for ever between {a} and {b}.</source>
        <translation>永远在 {a} 与 {b} 之间来回跳动。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Rests where it started: the gradient is zero there, but it is no minimum.</source>
        <translation>停在起点不动：此处梯度为零，但不是极小值点。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/diagnose.py"/>
        <source>Rests where it started: the gradient is zero there.</source>
        <translation>停在起点不动：此处梯度为零。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/llvm.py"/>
        <source>A parameter is too large for machine code</source>
        <translation>参数太大，无法用机器码计算</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/machine.py"/>
        <source>The formula is too long for machine code</source>
        <translation>公式太长，无法生成机器码</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/machine.py"/>
        <source>This computer lacks a function ({error})</source>
        <translation>本机缺少一个函数（{error}）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/machine.py"/>
        <source>llvmlite is not installed</source>
        <translation>未安装 llvmlite</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/machine.py"/>
        <source>llvmlite cannot be loaded ({error})</source>
        <translation>无法加载 llvmlite（{error}）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/machine.py"/>
        <source>This computer does not run machine code that was just made ({error})</source>
        <translation>本机不允许运行刚生成的机器码（{error}）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/machine.py"/>
        <source>Machine code cannot be made of this ({error})</source>
        <translation>无法由此生成机器码（{error}）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/refused.py"/>
        <source>{why}: NumPy computes</source>
        <translation>{why}：由 NumPy 计算</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/tiers.py"/>
        <source>The engine must be auto, llvm, numpy or torch</source>
        <translation>引擎必须是 auto、llvm、numpy 或 torch</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/torch.py"/>
        <source>There is no GPU here: torch computes on the processor</source>
        <translation>这里没有 GPU：torch 在处理器上计算</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/torch.py"/>
        <source>torch failed here ({error})</source>
        <translation>torch 在这里出错（{error}）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/torch.py"/>
        <source>torch is not installed</source>
        <translation>未安装 torch</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/torch.py"/>
        <source>torch cannot be loaded ({error})</source>
        <translation>无法加载 torch（{error}）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/engine/trace.py"/>
        <source>What {name} does with one coordinate does not depend on that one alone</source>
        <translation>{name} 对一个坐标的计算并不只取决于该坐标</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/grammar.py"/>
        <source>{token} cannot follow {before}</source>
        <translation>{before} 后面不能接 {token}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/grammar.py"/>
        <source>{name} has {given} arguments here and needs {count}</source>
        <translation>此处 {name} 有 {given} 个参数，应有 {count} 个</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/grammar.py"/>
        <source>{name} is written {name}(x &gt; 0, a, b): a condition, the value there, the value elsewhere</source>
        <translation>{name} 写作 {name}(x &gt; 0, a, b)：条件、成立时的值、否则的值</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/grammar.py"/>
        <source>Something is missing at the end</source>
        <translation>末尾缺少内容</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/grammar.py"/>
        <source>A comparison is not a number; it belongs in if(x &gt; 0, a, b)</source>
        <translation>比较式不是数值；应写在 if(x &gt; 0, a, b) 中</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/grammar.py"/>
        <source>A comma separates the arguments of a function; a decimal number takes a point</source>
        <translation>逗号用来分隔函数的参数；小数点请用“.”</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/grammar.py"/>
        <source>A formula cannot begin with {token}</source>
        <translation>公式不能以 {token} 开头</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/grammar.py"/>
        <source>{name} takes numbers, not conditions</source>
        <translation>{name} 的参数应为数值，不能是条件</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/grammar.py"/>
        <source>{name} needs two arguments or more</source>
        <translation>{name} 至少需要两个参数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/language.py"/>
        <source>The formula is too long: more than {limit} characters</source>
        <translation>公式过长：超过 {limit} 个字符</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/language.py"/>
        <location filename="../../app/lossland/core/surface.py"/>
        <source>Type a formula, for example x^2 + y^2</source>
        <translation>请输入公式，例如 x^2 + y^2</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/language.py"/>
        <source>Only a name can stand before =, as in f(x, y) = … or z = …</source>
        <translation>= 左边只能是名称，如 f(x, y) = … 或 z = …</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/language.py"/>
        <source>At most two axes can be drawn</source>
        <translation>最多只能画两个坐标轴</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/language.py"/>
        <source>The formula is too long: more than {limit} operations</source>
        <translation>公式过长：超过 {limit} 个运算</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/language.py"/>
        <source>The formula is nested more than {limit} deep</source>
        <translation>公式嵌套超过 {limit} 层</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/language.py"/>
        <source>{name} is defined by itself</source>
        <translation>{name} 用自身来定义</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/language.py"/>
        <source>{name} is an axis; write y = … or f({name}) = …</source>
        <translation>{name} 是坐标轴；请写 y = … 或 f({name}) = …</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/language.py"/>
        <source>{name} cannot be an axis here</source>
        <translation>{name} 在此不能作坐标轴</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/language.py"/>
        <source>{name} is not among the declared axes {axes}</source>
        <translation>{name} 不在声明的坐标轴 {axes} 之中</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/loss.py"/>
        <source>{what} must be rows of {n} numbers each, but have the shape {shape}.</source>
        <translation>{what} 每行应有 {n} 个数，现在的形状是 {shape}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/loss.py"/>
        <source>{what} must be finite numbers.</source>
        <translation>{what} 必须是有限的数。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/loss.py"/>
        <source>There is no loss “{name}”. Known are: {known}.</source>
        <translation>没有名为“{name}”的损失函数。可选：{known}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/loss.py"/>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Targets</source>
        <translation>目标值</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/loss.py"/>
        <source>{what} must be rows of {n} numbers each.</source>
        <translation>{what} 每行应有 {n} 个数。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/bce_with_logits.py"/>
        <source>binary cross-entropy</source>
        <translation>二元交叉熵</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/bce_with_logits.py"/>
        <source>L = mean of ln(1 + eᵃ) − t·a over all samples and outputs; the targets are 0 or 1, or probabilities.

The outputs are logits: the last activation must be the identity, for the sigmoid is already inside this loss.
That is why ∂L/∂a is simply σ(a) − t.</source>
        <translation>L = 所有样本和输出上 ln(1 + eᵃ) − t·a 的平均；目标值为 0 或 1，或为概率。

输出是 logit：最后一层的激活函数应为恒等，因为 sigmoid 已包含在此损失中。
因此 ∂L/∂a 就是 σ(a) − t。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/half_squared_error.py"/>
        <source>½ squared error</source>
        <translation>½ 平方误差</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/half_squared_error.py"/>
        <source>L = Σ ½(a − t)² over the outputs, mean over the samples. The ½ leaves ∂L/∂a = a − t.</source>
        <translation>L = Σ ½(a − t)²，对输出求和，对样本取平均。有了 ½，∂L/∂a = a − t。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/mse.py"/>
        <source>mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/mse.py"/>
        <source>L = mean of (a − t)² over all samples and outputs, so that ∂L/∂a = 2(a − t)/n for one sample of n outputs.</source>
        <translation>L = 所有样本和输出上 (a − t)² 的平均；对 n 个输出的单个样本，∂L/∂a = 2(a − t)/n。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/softmax_cross_entropy.py"/>
        <source>Classes must be whole numbers from 0 to {last}.</source>
        <translation>类别必须是 0 到 {last} 的整数。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/softmax_cross_entropy.py"/>
        <source>Targets of a softmax must be probabilities: each row must add up to 1.</source>
        <translation>softmax 的目标值必须是概率：每行之和应为 1。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/softmax_cross_entropy.py"/>
        <source>softmax cross-entropy</source>
        <translation>softmax 交叉熵</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/softmax_cross_entropy.py"/>
        <source>L = −Σ t ln p with p = softmax(a), mean over the samples; a target is a class number or a row of probabilities.

The outputs are logits: the last activation must be the identity, for the softmax is already inside this loss.
That is why ∂L/∂a is simply p − t.</source>
        <translation>L = −Σ t ln p，其中 p = softmax(a)，对样本取平均；目标值是类别编号或一行概率。

输出是 logit：最后一层的激活函数应为恒等，因为 softmax 已包含在此损失中。
因此 ∂L/∂a 就是 p − t。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>The sizes must be at least two whole numbers from 1 on, such as 2, 3, 1.</source>
        <translation>各层节点数应为至少两个正整数，如 2, 3, 1。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>A network may have {most} layers, not {count}.</source>
        <translation>网络最多 {most} 层，不能有 {count} 层。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>A network may have {most} weights, not {count}.</source>
        <translation>网络最多 {most} 个权重，不能有 {count} 个。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>{what} must be given for {count} layers, not {given}.</source>
        <translation>{what} 应给出 {count} 层，而不是 {given} 层。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>Give one activation, or one for each of the {layers} layers with weights.</source>
        <translation>请给出一个激活函数，或为 {layers} 个带权重的层各给一个。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <location filename="../../app/lossland/core/starts.py"/>
        <source>The seed must be a whole number, 0 or more</source>
        <translation>随机种子必须是非负整数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>{what} of layer {layer} must have the shape {shape}, not {given}.</source>
        <translation>第 {layer} 层的 {what} 形状应为 {shape}，而不是 {given}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>{what} of layer {layer} must be finite numbers.</source>
        <translation>第 {layer} 层的 {what} 必须是有限的数。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>Biases</source>
        <translation>偏置</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>{what} of layer {layer} must be numbers.</source>
        <translation>第 {layer} 层的 {what} 必须是数值。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <source>{name} must be a finite number</source>
        <translation>{name} 必须是有限的数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <location filename="../../app/lossland/views/knob.py"/>
        <source>{name} must not be negative</source>
        <translation>{name} 不能为负</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <source>{name} must be below {limit}</source>
        <translation>{name} 必须小于 {limit}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <source>There is no dialect {name}: choose torch, keras2 or keras3</source>
        <translation>没有名为 {name} 的 dialect：请选 torch、keras2 或 keras3</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <location filename="../../app/lossland/core/surface.py"/>
        <source>{name} must be a number</source>
        <translation>{name} 必须是数值</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <source>{name} must be yes or no (True or False)</source>
        <translation>{name} 只能取是或否（True 或 False）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/adam.py"/>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/adam.py"/>
        <source>m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ − η m̂ / (√v̂ + ε).

Here m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) at update t = 1, 2, 3, …
Keras adds ε to √v instead of √v̂:  θ ← θ − η m̂ √(1 − β₂ᵗ) / (√v + ε).
After k updates: η / (1 + d k) instead of η.</source>
        <translation>m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ − η m̂ / (√v̂ + ε).

其中 m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ),  t = 1, 2, 3, … 为更新次数。
Keras 把 ε 加在 √v 上，而不是 √v̂ 上:  θ ← θ − η m̂ √(1 − β₂ᵗ) / (√v + ε).
更新 k 次后，用 η / (1 + d k) 代替 η。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/rmsprop.py"/>
        <source>RMSprop</source>
        <translation>RMSprop</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/rmsprop.py"/>
        <source>v ← ρ v + (1 − ρ) g²,  θ ← θ − η g / (√v + ε).

Keras 3: θ ← θ − η g / √(v + ε).
After k updates: η / (1 + d k) instead of η.</source>
        <translation>v ← ρ v + (1 − ρ) g²,  θ ← θ − η g / (√v + ε).

Keras 3: θ ← θ − η g / √(v + ε).
更新 k 次后，用 η / (1 + d k) 代替 η。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/sgd.py"/>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/sgd.py"/>
        <source>v ← β v + g,  θ ← θ − η v;  with Nesterov: θ ← θ − η (β v + g).

Keras: v ← β v − η g,  θ ← θ + v;  with Nesterov: θ ← θ + β v − η g.
The two differ only while η decays.
After k updates: η / (1 + d k) instead of η.
While β = 0, Nesterov changes nothing.</source>
        <translation>v ← β v + g,  θ ← θ − η v;  Nesterov: θ ← θ − η (β v + g).

Keras: v ← β v − η g,  θ ← θ + v;  Nesterov: θ ← θ + β v − η g.
两种写法只在 η 衰减时才有差别。
更新 k 次后，用 η / (1 + d k) 代替 η。
β = 0 时，Nesterov 不起作用。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/presets.py"/>
        <source>There is no surface named “{name}”.</source>
        <translation>没有名为“{name}”的曲面。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>The formula is too long: more than {limit} parts</source>
        <translation>公式过长：超过 {limit} 个成分</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>This number has more than {limit} digits</source>
        <translation>这个数超过 {limit} 位</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>This number is too large</source>
        <translation>这个数太大</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>This number is too small</source>
        <translation>这个数太小</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>{bracket} is never closed</source>
        <translation>{bracket} 没有闭合</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>These bars read two ways: write abs(x) for |x|</source>
        <translation>这些竖线有两种读法：请用 abs(x) 代替 |x|</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>These bars do not pair up</source>
        <translation>竖线没有成对</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>Write the power after the argument: {name}(x)^2</source>
        <translation>乘方请写在参数之后：{name}(x)^2</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>An operator is missing before {number}</source>
        <translation>{number} 前缺少运算符</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>An operator is missing before {bracket}</source>
        <translation>{bracket} 前缺少运算符</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>{name} is not a known function; for a product, type {name}*(x)</source>
        <translation>{name} 不是已知函数；若为乘积，请写 {name}*(x)</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>{character} has no meaning here</source>
        <translation>{character} 在此没有意义</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>= can only follow the name of the whole formula, as in f(x, y) = …</source>
        <translation>= 只能跟在整个公式的名称之后，如 f(x, y) = …</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>{name} is not known here; perhaps {meant}?</source>
        <translation>不认识 {name}；是否指 {meant}？</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>{name} needs an argument: {name}(x)</source>
        <translation>{name} 缺少参数：{name}(x)</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>{text} looks like an unfinished number; for a product, type {product}</source>
        <translation>{text} 像是没写完的数；若为乘积，请写 {product}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>LaTeX is not read here: type sqrt(x) or x^2</source>
        <translation>此处不支持 LaTeX：请写 sqrt(x) 或 x^2</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>A formula stands on one line</source>
        <translation>公式应写在一行内</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>A point stands in numbers only: 0.5, sin(x)</source>
        <translation>小数点只用于数中：0.5、sin(x)</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>{name} has no meaning here: all numbers are real</source>
        <translation>{name} 在此没有意义：所有数都是实数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>{name} is not known here</source>
        <translation>不认识 {name}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>Brackets are nested more than {limit} deep</source>
        <translation>括号嵌套超过 {limit} 层</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/scanner.py"/>
        <source>Nothing is open that {bracket} could close</source>
        <translation>{bracket} 没有与之对应的开括号</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/starts.py"/>
        <source>The number of starts must be a whole number, 1 or more</source>
        <translation>起点数必须是正整数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/starts.py"/>
        <source>{limit} starts at most</source>
        <translation>最多 {limit} 个起点</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/surface.py"/>
        <source>A window is a lower and a higher finite number for each of {n} axes</source>
        <translation>窗口应为 {n} 个坐标轴各给出一小一大两个有限的数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/surface.py"/>
        <source>A point has {n} coordinates here, not {given}</source>
        <translation>此处的点有 {n} 个坐标，而不是 {given} 个</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/surface.py"/>
        <source>{text} has no parameter {name}</source>
        <translation>{text} 没有参数 {name}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/sweep.py"/>
        <source>A sweep has one start</source>
        <translation>学习率扫描只有一个起点</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/tokens.py"/>
        <source>This reads two ways: {first} or {second}</source>
        <translation>这里有两种读法：{first} 或 {second}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/training.py"/>
        <source>{steps} training steps need {size} MB, more than {limit} MB. Take fewer steps or a smaller batch.</source>
        <translation>{steps} 个训练步需要 {size} MB，超过 {limit} MB。请减少步数或样本数。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>named fields</source>
        <translation>一组字段</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>nothing</source>
        <translation>空值</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>it is not what belongs here</source>
        <translation>内容不符合要求</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This lesson cannot be opened. {field}: {problem}</source>
        <translation>无法打开此课件。{field}：{problem}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: {number} is not a number.</source>
        <translation>这不是课件：{number} 不是数值。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: the field {field} is missing.</source>
        <translation>这不是课件：缺少字段 {field}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This lesson was made by a newer Lossland.</source>
        <translation>此课件由更新版本的 Lossland 制作。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: the file is too large.</source>
        <translation>这不是课件：文件太大。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>there are not so many runs</source>
        <translation>没有这么多优化器</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>there is no such optimizer</source>
        <translation>没有这种优化器</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>one row for each row of inputs</source>
        <translation>每行输入应对应一行目标</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>it is missing</source>
        <translation>缺少此项</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>there is no such field</source>
        <translation>没有这个字段</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>there is no such choice</source>
        <translation>没有这个选项</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>expected {wanted}, not {found}</source>
        <translation>应为 {wanted}，而不是 {found}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>there are too few or too many of them</source>
        <translation>数量过少或过多</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>expected a whole number {wanted}</source>
        <translation>应为整数，且 {wanted}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: line {line} is not JSON.</source>
        <translation>这不是课件：第 {line} 行不是 JSON。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: it is nested too deeply.</source>
        <translation>这不是课件：嵌套过深。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: it is not text.</source>
        <translation>这不是课件：不是文本文件。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: it holds a number that is too large.</source>
        <translation>这不是课件：其中有过大的数。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>the lower end must be below the upper</source>
        <translation>下界必须小于上界</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>there is no such knob</source>
        <translation>没有这个超参数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>expected {type}</source>
        <translation>应为 {type}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>it is there twice</source>
        <translation>此项重复出现</translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>expected {width} numbers</source>
        <translation>应为 {width} 个数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/program.py"/>
        <source>Something went wrong here: {what}</source>
        <translation>此处出错：{what}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Engine</source>
        <translation>计算引擎</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Lesson</source>
        <translation>课件</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Larger learning rate</source>
        <translation>增大学习率</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Smaller learning rate</source>
        <translation>减小学习率</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/surface/panel.py"/>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Surface</source>
        <translation>损失曲面</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Starts</source>
        <translation>随机起点</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/network/drawing.py"/>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Network</source>
        <translation>神经网络</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>All panels</source>
        <translation>所有面板</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Basins</source>
        <translation>吸引域</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Larger type</source>
        <translation>放大字号</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Smaller type</source>
        <translation>缩小字号</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Normal type</source>
        <translation>默认字号</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Projector</source>
        <translation>投影</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Playback</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Play or pause</source>
        <translation>播放/暂停</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Step forward</source>
        <translation>前进一步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Ten steps</source>
        <translation>前进十步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Ten steps back</source>
        <translation>后退十步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>First step</source>
        <translation>第一步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Last step</source>
        <translation>最后一步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Cancel computing</source>
        <translation>取消计算</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/keys.py"/>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/window.py"/>
        <source>About Lossland</source>
        <translation>关于 Lossland</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/engines.py"/>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/engines.py"/>
        <source>Machine code</source>
        <translation>机器码</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/engines.py"/>
        <source>machine code</source>
        <translation>机器码</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/engines.py"/>
        <source>torch (GPU)</source>
        <translation>torch（GPU）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/engines.py"/>
        <source>torch (processor)</source>
        <translation>torch（处理器）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/engines.py"/>
        <source>{job}: {engine}</source>
        <translation>{job}：{engine}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Open a lesson</source>
        <translation>打开课件</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Save the lesson</source>
        <translation>保存课件</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Save the changes to this lesson?</source>
        <translation>是否保存对此课件的修改？</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Discard</source>
        <translation>不保存</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Lessons</source>
        <translation>课件</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>The picture was not saved.</source>
        <translation>图片未能保存。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>{file} was not opened.</source>
        <translation>未能打开 {file}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>{file} was not saved.</source>
        <translation>未能保存 {file}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/keys.py"/>
        <source>Next field or slider; then ← and → change it</source>
        <translation>下一个输入框或滑块；再用 ← → 调节</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/keys.py"/>
        <source>Zoom the map under the mouse</source>
        <translation>缩放鼠标所在的地图</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/keys.py"/>
        <source>Show the whole map under the mouse</source>
        <translation>显示鼠标所在的整幅地图</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/keys.py"/>
        <source>Shift + arrow keys</source>
        <translation>Shift+方向键</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/keys.py"/>
        <source>Move the start on the map</source>
        <translation>在地图上移动起点</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/knob.py"/>
        <source>{name}: drag, or use the arrow keys and Page Up, Page Down</source>
        <translation>{name}：拖动，或用方向键、Page Up、Page Down 调节</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/knob.py"/>
        <source>{name}, as a number</source>
        <translation>{name} 的数值</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/knob.py"/>
        <source>Type a number for {name}; Escape leaves it as it was</source>
        <translation>输入 {name} 的数值；按 Esc 放弃修改</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/knob.py"/>
        <source>{name}; double click: back to {value}</source>
        <translation>{name}；双击恢复为 {value}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/knob.py"/>
        <source>A number is written as 0.01 or 1e-2</source>
        <translation>数字要写成 0.01 或 1e-2</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/loss_map.py"/>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/loss_map.py"/>
        <source>Show the whole window again (A, or a double click)</source>
        <translation>恢复完整视野（A 键或双击）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/loss_map.py"/>
        <source>Map of the surface</source>
        <translation>曲面图</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/loss_map.py"/>
        <source>Click: start there. Wheel, + and −: zoom. A: show all. Shift + arrow keys: move the start.</source>
        <translation>单击：设为起点。滚轮、+、−：缩放。A：显示全图。Shift+方向键：移动起点。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/chain_rule.py"/>
        <source>More of the chain rule</source>
        <translation>链式法则的更多内容</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/chain_rule.py"/>
        <source>The next lines of the chain rule</source>
        <translation>链式法则的后续各行</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/chain_rule.py"/>
        <source>Chain rule</source>
        <translation>链式法则</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/choice.py"/>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/choice.py"/>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/choice.py"/>
        <source>Layer {k}: {name}</source>
        <translation>第 {k} 层：{name}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/drawing.py"/>
        <source>{name} = {value}. Click to type another.</source>
        <translation>{name} = {value}。单击修改。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/drawing.py"/>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/event_cells.py"/>
        <source>Events of this training step</source>
        <translation>本训练步的各个事件</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/event_cells.py"/>
        <source>Forward pass, loss, backward pass, update: click to go there</source>
        <translation>前向、损失、反向、更新：单击跳转</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Data and weights</source>
        <translation>数据与权重</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Add a sample</source>
        <translation>添加样本</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Draw all weights</source>
        <translation>重新随机生成权重</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Inputs, one row a sample</source>
        <translation>输入，每行一个样本</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Mazur's example</source>
        <translation>Mazur 的例子</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>XOR, four samples</source>
        <translation>异或，四个样本</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Layer {k}: {a} → {b}</source>
        <translation>第 {k} 层：{a} → {b}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>from {name}</source>
        <translation>自 {name}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>to {name}</source>
        <translation>至 {name}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>A seed is a whole number from 0 to 999999999.</source>
        <translation>随机种子是 0 到 999999999 的整数。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Remove this sample</source>
        <translation>移除此样本</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>Weights and biases</source>
        <translation>权重与偏置</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_dialog.py"/>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_edit.py"/>
        <source>Write at least two layers, the inputs and the outputs, as in 2-3-1.</source>
        <translation>至少写两层，即输入层和输出层，如 2-3-1。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_edit.py"/>
        <source>“{text}” is not a number such as 0.25 or −1e-3.</source>
        <translation>“{text}”不是数值，应如 0.25 或 −1e-3。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_edit.py"/>
        <source>Targets of a softmax are shares from 0 to 1 that add up to 1.</source>
        <translation>softmax 的目标值是 0 到 1 之间、总和为 1 的比例。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_edit.py"/>
        <source>There is room for {most} samples.</source>
        <translation>最多容纳 {most} 个样本。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_edit.py"/>
        <source>One sample must stay.</source>
        <translation>至少保留一个样本。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_edit.py"/>
        <source>“{part}” is not a number of nodes. Write layers as 2-3-1.</source>
        <translation>“{part}”不是节点数。各层请写成 2-3-1。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_edit.py"/>
        <source>A layer may have at most {most} nodes.</source>
        <translation>每层最多 {most} 个节点。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/lesson_edit.py"/>
        <source>A layer needs at least one node.</source>
        <translation>每层至少一个节点。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>where gradients come from</source>
        <translation>梯度从何而来</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Layers</source>
        <translation>各层节点数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Nodes of each layer, inputs first: 2-3-1</source>
        <translation>从输入层起各层的节点数：2-3-1</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Edit inputs, targets, weights and biases</source>
        <translation>编辑输入、目标值、权重和偏置</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Loss against training step</source>
        <translation>损失随训练步的变化</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>thicker: larger weight · dashed: negative</source>
        <translation>越粗权重越大 · 虚线为负</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>The network could not be trained: {error}</source>
        <translation>网络无法训练：{error}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Training step {k}</source>
        <translation>训练步 {k}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Press → to compute the first node.</source>
        <translation>按 → 计算第一个节点。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>sample {k} of {n}</source>
        <translation>样本 {k}/{n}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Other layers are being computed.</source>
        <translation>正在计算另一种层结构。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Training starts again from these weights; {key} takes it back.</source>
        <translation>训练从这些权重重新开始；按 {key} 可撤销。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Previous sample</source>
        <translation>上一个样本</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/panel.py"/>
        <source>Next sample</source>
        <translation>下一个样本</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/progress.py"/>
        <source>{name}, not yet computed</source>
        <translation>{name}，尚未计算</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/progress.py"/>
        <source>L = {loss}</source>
        <translation>L = {loss}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/progress.py"/>
        <source>the loss, not yet known</source>
        <translation>损失，尚未算出</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>{name} takes back the stored δ of the {n} nodes it feeds, each times the weight to it.</source>
        <translation>{name} 取回后一层 {n} 个节点已存的 δ，各乘以相应权重后相加。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>Underlined: computed before. δ({name}) is used {count} times.</source>
        <translation>下划线：先前已算出。δ({name}) 用到 {count} 次。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>Forward {k} of {n}</source>
        <translation>前向 {k}/{n}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>Backward {k} of {n}</source>
        <translation>反向 {k}/{n}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>The inputs and the weights are known, nothing else yet.</source>
        <translation>现在只知道输入和权重，其余尚待计算。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>The outputs are compared with their targets: the loss is {loss}.</source>
        <translation>输出与目标值相比较：损失为 {loss}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>{name} adds up its weighted inputs and its bias, and {f} turns the sum {z} into {a}.</source>
        <translation>{name} 把加权输入与偏置相加，净输入 {z} 经 {f} 变为激活值 {a}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>The error of {name} is passed back through its slope {f}′(z).</source>
        <translation>{name} 的误差乘以导数 {f}′(z) 反向传回。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>{name} takes back the stored δ of the node it feeds, times the weight to it.</source>
        <translation>{name} 取回后一层节点已存的 δ，乘以相应权重。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>Backward: {few} multiplications, {many} without storing</source>
        <translation>反向传播：{few} 次乘法；若不存储则要 {many} 次</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>{name} adds up its weighted inputs and its bias to {z}, and hands that on as it is.</source>
        <translation>{name} 把加权输入与偏置相加，净输入 {z} 原样输出。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/sentences.py"/>
        <source>The error of {name} is passed back as it is: its slope is 1.</source>
        <translation>{name} 的误差原样传回：导数为 1。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>{way}: the loss rose from {before} to {after}.</source>
        <translation>{way}：损失从 {before} 升到 {after}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>The loss is no longer a number: the steps were too large.</source>
        <translation>损失已不是数值：步长过大。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>The weights are no longer finite numbers: the step was too large.</source>
        <translation>权重已不再是有限的数：步长太大。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>No weight changed: the step was too small for the digits of a weight.</source>
        <translation>权重没有变化：步长太小，超出了权重的位数。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>The weights moved against the gradient</source>
        <translation>权重沿负梯度更新</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>{optimizer} moved the weights</source>
        <translation>{optimizer} 更新了权重</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>{way}. The recorded training ends here.</source>
        <translation>{way}。训练记录到此为止。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>The weights moved too far: the loss is no longer a number.</source>
        <translation>权重更新过头：损失已不再是数。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>{way}: the loss fell from {before} to {after}.</source>
        <translation>{way}：损失从 {before} 降到 {after}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>{way}: the loss stays at {before}.</source>
        <translation>{way}：损失仍为 {before}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>{way}, but too far: the loss rose from {before} to {after}.</source>
        <translation>{way}，但过头了：损失从 {before} 升到 {after}。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>{optimizer} with momentum</source>
        <translation>带动量的 {optimizer}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network/updates.py"/>
        <source>No weight changed: all derivatives are 0.</source>
        <translation>权重没有变化：所有导数都为 0。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/panel.py"/>
        <source>Whole window</source>
        <translation>占满窗口</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/panel.py"/>
        <source>Give {panel} the whole window, or share it again ({key})</source>
        <translation>让“{panel}”占满窗口，或恢复并列（{key}）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/relief.py"/>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>undefined</source>
        <translation>无定义</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/bar.py"/>
        <source>Add run</source>
        <translation>添加优化器</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/bar.py"/>
        <source>At most {count} runs can be told apart</source>
        <translation>最多同时比较 {count} 个优化器</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/bar.py"/>
        <source>Another optimizer from one start</source>
        <translation>从同一起点出发的另一个优化器</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/chip.py"/>
        <source>Show run {number}, {name}</source>
        <translation>显示优化器 {number}：{name}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/chip.py"/>
        <source>Show or hide this run in every panel</source>
        <translation>在所有面板中显示或隐藏</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/chip.py"/>
        <source>Run {number}, {name}</source>
        <translation>优化器 {number}：{name}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/chip.py"/>
        <source>Select this run: the starts walk under it, and the network learns by it</source>
        <translation>选中此优化器：随机起点按它下降，网络按它训练</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/chip.py"/>
        <source>Optimizer of run {number}</source>
        <translation>优化器 {number} 的类型</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/chip.py"/>
        <source>Choose another optimizer</source>
        <translation>换一种优化器</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/chip.py"/>
        <source>Knobs of run {number}</source>
        <translation>优化器 {number} 的超参数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/chip.py"/>
        <source>All knobs, the formula, and remove</source>
        <translation>全部超参数、公式与移除</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/knobs.py"/>
        <source>as in</source>
        <translation>公式采用</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/knobs.py"/>
        <source>{name}: yes or no</source>
        <translation>{name}：是或否</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/knobs.py"/>
        <source>Library whose equations are followed</source>
        <translation>所采用公式的出处</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/knobs.py"/>
        <source>The libraries place ε and the learning rate differently: whose equations to follow</source>
        <translation>各库放置 ε 和学习率的位置不同：选择采用哪个库的公式</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/knobs.py"/>
        <source>Remove run</source>
        <translation>移除优化器</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/knobs.py"/>
        <source>The last run stays</source>
        <translation>至少保留一个优化器</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs/knobs.py"/>
        <source>Take this run out of every panel</source>
        <translation>从所有面板中移除此优化器</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/basin_key.py"/>
        <location filename="../../app/lossland/views/starts/shares.py"/>
        <source>{count} steps</source>
        <translation>{count} 步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/basin_key.py"/>
        <source>Key of the map of basins</source>
        <translation>吸引域图例</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/basin_key.py"/>
        <source>The colour is the minimum that a start leads to, as in the bars; the darker, the more steps it takes to get there, or to diverge.</source>
        <translation>颜色表示起点最终到达的极小值，与条形图一致；颜色越深，到达（或发散）所需的步数越多。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/basin_key.py"/>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>no minimum</source>
        <translation>无极小值</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/basin_key.py"/>
        <source>diverged</source>
        <translation>发散</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/crowd_map.py"/>
        <source>leads to {place} in {count} steps</source>
        <translation>{count} 步后到达 {place}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/crowd_map.py"/>
        <source>diverges after {count} steps</source>
        <translation>{count} 步后发散</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/crowd_map.py"/>
        <source>at no minimum after {count} steps</source>
        <translation>{count} 步后不在任何极小值处</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/crowd_map.py"/>
        <source>hovers about {place} after {count} steps</source>
        <translation>{count} 步后仍在 {place} 附近徘徊</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/crowd_map.py"/>
        <source>Map of the starts</source>
        <translation>起点分布图</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/crowd_map.py"/>
        <source>Each dot has the colour of the minimum where it ends; a hollow one ends at none.</source>
        <translation>点的颜色表示它最终落入的极小值；空心点没有落入任何极小值。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>How the starts are drawn</source>
        <translation>起点的抽取方式</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>Uniform in the window, normal about its middle, or in rows</source>
        <translation>窗口内均匀分布、以窗口中心为均值的正态分布，或排成网格</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>Seed: the same number draws the same starts on every machine</source>
        <translation>随机种子：种子相同，在任何机器上起点都相同</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>New seed</source>
        <translation>换一个种子</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>Draw other starts: a new seed</source>
        <translation>换一个种子，重新抽取起点</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>Map of the basins: which minimum each place of the window leads to, in how many steps (B)</source>
        <translation>吸引域图：窗口中每个位置通向哪个极小值、需要多少步（B）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>Number of starts</source>
        <translation>起点数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>Number of starts, 1 to {most}</source>
        <translation>起点数，1 到 {most}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>A whole number from {low} to {high}</source>
        <translation>{low} 到 {high} 的整数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>uniform</source>
        <translation>均匀</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>normal</source>
        <translation>正态</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/form.py"/>
        <source>grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>Stopped at {count} of {total}</source>
        <translation>已停止：{count} / {total}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>diverged: {count}</source>
        <translation>发散：{count}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>still moving: {count}</source>
        <translation>仍在移动：{count}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>many points: which minimum?</source>
        <translation>众多起点，落入哪个极小值？</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>The walks were stopped: let all of these starts walk once more</source>
        <translation>下降已停止：让所有起点重新下降一次</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>Where they start, in the colour of where they end</source>
        <translation>起点，颜色表示各自的终点</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>walking under {name}, lr {lr}</source>
        <translation>按 {name} 下降，lr {lr}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>No minimum found</source>
        <translation>未找到极小值</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>Minima found: {count}</source>
        <translation>找到极小值：{count}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>lowest f = {value} at {place}</source>
        <translation>最低 f = {value}，在 {place}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <location filename="../../app/lossland/views/starts/shares.py"/>
        <source>still hovering: {count}</source>
        <translation>仍在附近徘徊：{count}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>flat valleys among them: {count}</source>
        <translation>其中平坦谷底：{count}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>at a saddle: {count}</source>
        <translation>停在鞍点：{count}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>undefined: {count}</source>
        <translation>无定义：{count}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>Walk again</source>
        <translation>重新下降</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>Walking: {count} of {total}</source>
        <translation>正在下降：{count} / {total}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/panel.py"/>
        <source>{count} of {total}</source>
        <translation>{count}/{total}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/shares.py"/>
        <source>Minimum, share of the starts with its 95 % interval, value. The lowest has a ring.</source>
        <translation>极小值点、落入的起点比例及 95% 置信区间、函数值。最低者带圆环。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/shares.py"/>
        <source>Share of the starts that each minimum drew</source>
        <translation>落入各极小值的起点比例</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/shares.py"/>
        <source>Hatched: those that arrive, but hover about it and never rest.</source>
        <translation>斜线部分：已到达，但在附近徘徊、始终停不下来。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/shares.py"/>
        <source>A flat valley, {place} in it: f = {value}, starts that end there: {count}</source>
        <translation>平坦谷底，{place} 在其中：f = {value}，落入的起点：{count}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/shares.py"/>
        <source>{place}: f = {value}, starts that end there: {count}</source>
        <translation>{place}：f = {value}，落入的起点：{count}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/shares.py"/>
        <source>area {share} %</source>
        <translation>面积 {share} %</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/starts/shares.py"/>
        <source>… and {count} more, {share} % together</source>
        <translation>… 另有 {count} 个，合计 {share}%</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/complaint.py"/>
        <source>Write this instead</source>
        <translation>改写为此</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/expression_edit.py"/>
        <source>Expression of the surface</source>
        <translation>曲面表达式</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/expression_edit.py"/>
        <source>A surface in x and y, or a curve in x; every other name becomes a parameter with a knob</source>
        <translation>x、y 的曲面，或 x 的曲线；其余名称都成为带滑块的参数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/loss_plot.py"/>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/loss_plot.py"/>
        <source>step</source>
        <translation>步数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/loss_plot.py"/>
        <source>Loss against step</source>
        <translation>损失随步数的变化</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/loss_plot.py"/>
        <source>Drag to move through the steps</source>
        <translation>拖动以浏览各步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/loss_plot.py"/>
        <source>loss − lowest</source>
        <translation>损失 − 最低值</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/panel.py"/>
        <source>one point walks downhill</source>
        <translation>一个点沿坡而下</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/parameter_strip.py"/>
        <source>Read as {reading}</source>
        <translation>读作 {reading}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/preset_button.py"/>
        <source>Presets</source>
        <translation>预设曲面</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/preset_button.py"/>
        <source>Choose one of the known surfaces</source>
        <translation>从经典曲面中选择</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/preset_button.py"/>
        <source>Curves</source>
        <translation>一元曲线</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/preset_button.py"/>
        <source>Bowls and valleys</source>
        <translation>碗形与山谷</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/preset_button.py"/>
        <source>Saddles and plains</source>
        <translation>鞍点与平原</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/preset_button.py"/>
        <source>A few minima</source>
        <translation>几个极小值</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/preset_button.py"/>
        <source>Many minima</source>
        <translation>许多极小值</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/preset_button.py"/>
        <source>Creases</source>
        <translation>折痕</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>lr {rate}: {what}</source>
        <translation>lr {rate}：{what}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>fewest steps: {count}, with lr {rate}</source>
        <translation>步数最少：{count} 步，lr {rate}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>Learning rate of the selected run</source>
        <translation>所选优化器的学习率</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>How the walk ends under each learning rate, lower is better: drag, or press ↑ and ↓</source>
        <translation>每个学习率下的结局，越低越好：拖动，或按 ↑ ↓</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>nearest to a minimum: lr {rate}</source>
        <translation>最接近极小点：lr {rate}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>on its way</source>
        <translation>仍在途中</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>swings</source>
        <translation>振荡</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>jumps</source>
        <translation>来回跳</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>restless</source>
        <translation>不收敛</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/sweep_strip.py"/>
        <source>falls for ever</source>
        <translation>不断下降</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/walk_layer.py"/>
        <source>∇f uphill</source>
        <translation>∇f 上坡</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/surface/walk_layer.py"/>
        <source>next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>step {index} of</source>
        <translation>第 {index} 步，共</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Play or pause (space)</source>
        <translation>播放/暂停（空格）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Step</source>
        <translation>当前步</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Steps a second</source>
        <translation>每秒步数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Number of steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>How many steps every walk makes, 1 to {most}</source>
        <translation>每次下降的步数，1 到 {most}</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Cancel this computation (Esc)</source>
        <translation>取消此计算（Esc）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>First step (Home)</source>
        <translation>第一步（Home）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Step back (←)</source>
        <translation>后退一步（←）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Step (→)</source>
        <translation>前进一步（→）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Last step (End)</source>
        <translation>最后一步（End）</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>{job}: {percent} %</source>
        <translation>{job}：{percent}%</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>New lesson</source>
        <translation>新课件</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Lossland: a laboratory in which a class watches learning happen.</source>
        <translation>Lossland：让全班看见“学习”如何发生的实验室。</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Walks</source>
        <translation>下降轨迹</translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Learning rates</source>
        <translation>学习率</translation>
    </message>
</context>
</TS>
