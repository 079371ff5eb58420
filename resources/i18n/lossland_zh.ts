<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>lossland</name>
    <message>
        <location filename="../../app/lossland/__main__.py"/>
        <source>There is no optimizer {name}; there are {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activation.py"/>
        <source>There is no activation “{name}”. Known are: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/elu.py"/>
        <source>ELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/elu.py"/>
        <source>a = z for z &gt; 0 and eᶻ − 1 elsewhere. The slope is 1 above 0 and eᶻ below: smooth at 0, flat far to the left.

Source: Clevert, Unterthiner and Hochreiter 2016, with α = 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/gelu.py"/>
        <source>GELU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/gelu.py"/>
        <source>a = z Φ(z), where Φ is the normal distribution function. Its slope Φ(z) + z φ(z) is negative left of −0.75.

Source: Hendrycks and Gimpel 2016.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/gelu_tanh.py"/>
        <source>GELU (tanh)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/gelu_tanh.py"/>
        <source>a = ½ z (1 + tanh(√(2/π) (z + 0.044715 z³))), which stays within 0.0005 of the exact GELU.

Source: Hendrycks and Gimpel 2016.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/identity.py"/>
        <source>identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/identity.py"/>
        <source>a = z, with slope 1 everywhere. A layer of such nodes is linear, and several of them are no more than one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/leaky_relu.py"/>
        <source>leaky ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/leaky_relu.py"/>
        <source>a = z for z &gt; 0 and 0.01 z elsewhere. The slope is 0.01 at and below 0, so no node is ever quite dead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/relu.py"/>
        <source>ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/relu.py"/>
        <source>a = max(0, z). The slope is 1 for z &gt; 0 and 0 elsewhere (also at 0): a node below 0 passes no gradient back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/sigmoid.py"/>
        <source>sigmoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/sigmoid.py"/>
        <source>a = 1/(1 + e⁻ᶻ), between 0 and 1. Its slope a(1 − a) is at most ¼, so gradients shrink from layer to layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/softplus.py"/>
        <source>softplus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/softplus.py"/>
        <source>a = ln(1 + eᶻ), a ReLU without the kink. Its slope is the sigmoid of z.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/tanh.py"/>
        <source>tanh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/activations/tanh.py"/>
        <source>a = tanh z, between −1 and 1. Its slope 1 − a² is 1 at z = 0 and vanishes where the node saturates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/backprop.py"/>
        <source>There are {inputs} rows of inputs, but {targets} of targets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>the tolerance must not be negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>keep must be all or last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>this needs {size} GB of memory: take fewer starts or fewer steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>a start on this surface has {n} coordinates ({axes}); many starts are an array of shape (N, {n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>the start must be a finite point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>the number of steps must be a whole number, 0 or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/descend.py"/>
        <source>the start must be made of numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/loss.py"/>
        <source>{what} must be rows of {n} numbers each, but have the shape {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/loss.py"/>
        <source>{what} must be finite numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/loss.py"/>
        <source>There is no loss “{name}”. Known are: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/loss.py"/>
        <source>{what} must be rows of {n} numbers each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/bce_with_logits.py"/>
        <source>binary cross-entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/bce_with_logits.py"/>
        <source>L = mean of ln(1 + eᵃ) − t·a over all samples and outputs; the targets are 0 or 1, or probabilities.

The outputs are logits: the last activation must be the identity, for the sigmoid is already inside this loss.
That is why ∂L/∂a is simply σ(a) − t.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/half_squared_error.py"/>
        <source>½ squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/half_squared_error.py"/>
        <source>L = Σ ½(a − t)² over the outputs, mean over the samples. The ½ leaves ∂L/∂a = a − t.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/mse.py"/>
        <source>mean squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/mse.py"/>
        <source>L = mean of (a − t)² over all samples and outputs, so that ∂L/∂a = 2(a − t)/n for one sample of n outputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/softmax_cross_entropy.py"/>
        <source>Classes must be whole numbers from 0 to {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/softmax_cross_entropy.py"/>
        <source>softmax cross-entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/losses/softmax_cross_entropy.py"/>
        <source>L = −Σ t ln p with p = softmax(a), mean over the samples; a target is a class number or a row of probabilities.

The outputs are logits: the last activation must be the identity, for the softmax is already inside this loss.
That is why ∂L/∂a is simply p − t.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>The sizes must be at least two whole numbers from 1 on, such as 2, 3, 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>A network may have {most} layers, not {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>A network may have {most} weights, not {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>{what} must be given for {count} layers, not {given}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>Give one activation, or one for each of the {layers} layers with weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>{what} of layer {layer} must have the shape {shape}, not {given}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>{what} of layer {layer} must be finite numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/network.py"/>
        <source>{what} of layer {layer} must be numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <source>{name} must be a finite number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <source>{name} must not be negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <source>{name} must be below {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <source>there is no dialect {name}: choose torch, keras2 or keras3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <source>{name} must be a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizer.py"/>
        <source>{name} must be yes or no (True or False)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/adam.py"/>
        <source>Adam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/adam.py"/>
        <source>m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ − η m̂ / (√v̂ + ε).

Here m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) at update t = 1, 2, 3, …
Keras adds ε to √v instead of √v̂:  θ ← θ − η m̂ √(1 − β₂ᵗ) / (√v + ε).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/rmsprop.py"/>
        <source>RMSprop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/rmsprop.py"/>
        <source>v ← ρ v + (1 − ρ) g²,  θ ← θ − η g / (√v + ε).

Keras 3: θ ← θ − η g / √(v + ε).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/sgd.py"/>
        <source>SGD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/optimizers/sgd.py"/>
        <source>v ← β v + g,  θ ← θ − η v;  with Nesterov: θ ← θ − η (β v + g).

Keras: v ← β v − η g,  θ ← θ + v;  with Nesterov: θ ← θ + β v − η g.
The two differ only while η decays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/presets.py"/>
        <source>There is no surface named “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/starts.py"/>
        <source>the number of starts must be a whole number, 1 or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/starts.py"/>
        <source>{limit} starts at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/starts.py"/>
        <source>the seed must be a whole number, 0 or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/core/training.py"/>
        <source>{steps} training steps need {size} MB, more than {limit} MB. Take fewer steps or a smaller batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This lesson cannot be opened. {field}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: {number} is not a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: the field {field} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This lesson was made by a newer Lossland.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: the file is too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: line {line} is not JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: it is nested too deeply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: it holds a number that is too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/document.py"/>
        <source>This is not a lesson: it is not text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Save as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Save picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/network_drawing.py"/>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>All panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Larger type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Smaller type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Normal type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Projector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Playback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Ten steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Ten steps back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>First step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Last step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Cancel computing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/keys.py"/>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/actions.py"/>
        <location filename="../../app/lossland/views/window.py"/>
        <source>About Lossland</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Open a lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Save the lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Save the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Keep the changes to this lesson?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Saved as {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>Lessons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>The picture was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>{file} was not opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/files.py"/>
        <source>{file} was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/knob.py"/>
        <source>{name}: drag, or use the arrow keys and Page Up, Page Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/knob.py"/>
        <source>{name}, as a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/knob.py"/>
        <source>Type a number for {name}; Escape leaves it as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/knob.py"/>
        <source>{name}; double click: back to {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/loss_map.py"/>
        <source>undefined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/loss_map.py"/>
        <source>Map of the surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/loss_map.py"/>
        <source>Click: start there. Wheel, + and −: zoom. A: show all. Shift and arrows: move.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_drawing.py"/>
        <source>{name} = {value}. Click to type another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_drawing.py"/>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_paint.py"/>
        <source>{name}, not yet computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_paint.py"/>
        <source>L = {loss}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_paint.py"/>
        <source>the loss, not yet known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>{name} takes back the stored δ of the {n} nodes it feeds, each times the weight to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>All weights moved against their gradient: the loss stays at {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>δ({name}) is computed once and used {count} times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>Backward pass: {few} multiplications with stored factors, {many} without.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>Forward {k} of {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>Backward {k} of {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>The inputs and the weights are known, nothing else yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>The outputs are compared with their targets: the loss is {loss}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>{name} adds up its weighted inputs and its bias: z = {z}, and a = {f}(z) = {a}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>The error of {name} is passed back through its slope {f}′(z).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>{name} takes back the stored δ of the node it feeds, times the weight to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>The loss is no longer a number: the steps were too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>All weights moved against their gradient. The recorded training ends here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>All weights moved, but too far: the loss is no longer a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>All weights moved against their gradient: the loss fell from {before} to {after}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>All weights moved, but too far: the loss rose from {before} to {after}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>Update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>{name} adds up its weighted inputs and its bias: a = z = {z}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/network_words.py"/>
        <source>The error of {name} is passed back as it is: its slope is 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/panel.py"/>
        <source>Whole window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/panel.py"/>
        <source>Give {panel} the whole window, or share it again ({key})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_chip.py"/>
        <source>Show run {number}, {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_chip.py"/>
        <source>Show or hide this run in every panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_chip.py"/>
        <source>Run {number}, {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_chip.py"/>
        <source>Select this run: the starts walk under it, and the network learns by it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_chip.py"/>
        <source>Optimizer of run {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_chip.py"/>
        <source>Choose another optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_chip.py"/>
        <source>Knobs of run {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_chip.py"/>
        <source>All knobs, the formula, and remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_knobs.py"/>
        <source>as in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_knobs.py"/>
        <source>{name}: yes or no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_knobs.py"/>
        <source>Library whose equations are followed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_knobs.py"/>
        <source>The libraries place ε and the learning rate differently: whose equations to follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_knobs.py"/>
        <source>Remove run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_knobs.py"/>
        <source>The last run stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/run_knobs.py"/>
        <source>Take this run out of every panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs_bar.py"/>
        <source>Add run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs_bar.py"/>
        <source>At most {count} runs can be told apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/runs_bar.py"/>
        <source>Another optimizer from one start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>step {index} of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Play or pause (space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Steps a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Number of steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>How many steps every walk makes, 1 to {most}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Cancel this computation (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>First step (Home)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Step back (←)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Step (→)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>Last step (End)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/transport.py"/>
        <source>{job}: {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Lossland: a laboratory in which a class watches learning happen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>New lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../app/lossland/views/window.py"/>
        <source>Paths</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
