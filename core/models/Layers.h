// SPDX-License-Identifier: MIT
#pragma once

#include "models/Tracer.h"

#include <torch/nn/module.h>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// The layers that the networks are composed of. Unlike torch::nn's they draw no random numbers when constructed
// (LibTorch's global generator stays untouched); initialise() fills them from a seed.
namespace lookaway {

/// A part of a network: N x C x H x W in and out.
class Layer : public torch::nn::Module {
public:
    virtual at::Tensor run(const at::Tensor& x, Tracer& tracer) = 0;
};

using Size = std::array<std::int64_t, 2>; ///< height, width

struct ConvShape {
    std::int64_t in;
    std::int64_t out;
    Size kernel = { 1, 1 };
    Size stride = { 1, 1 };
    Size padding = { 0, 0 };
    std::int64_t groups = 1;
    bool bias = false;
};

/// Square kernel with padding that keeps the size at stride 1.
ConvShape square(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride = 1);

/// A module whose running statistics can be held still.
class Freezable {
public:
    /// In inference mode while frozen, whatever train() says.
    virtual void setFrozen(bool frozen) = 0;

protected:
    ~Freezable() = default;
};

class Conv : public Layer {
public:
    explicit Conv(const ConvShape& shape);
    at::Tensor run(const at::Tensor& x, Tracer&) override { return apply(x, weight, bias); }
    /// The same convolution with other weights.
    at::Tensor apply(const at::Tensor& x, const at::Tensor& w, const at::Tensor& b) const;

    at::Tensor weight; ///< out x in/groups x kernel
    at::Tensor bias;   ///< undefined without bias

private:
    ConvShape m_shape;
};

/// Batch normalisation over N, H, W (Ioffe & Szegedy 2015), momentum 0.1.
class BatchNorm : public Layer, public Freezable {
public:
    explicit BatchNorm(std::int64_t channels, double epsilon = 1e-5);
    at::Tensor run(const at::Tensor& x, Tracer& tracer) override;
    /// Weight and bias of the convolution that does in inference mode what `conv` and this do one after the other.
    std::pair<at::Tensor, at::Tensor> folded(const Conv& conv) const;
    void train(bool on = true) override;
    void setFrozen(bool frozen) override;

    at::Tensor weight, bias;
    at::Tensor runningMean, runningVar, batchesTracked;

private:
    double m_epsilon;
    bool m_frozen = false;
    bool m_wantsTraining = true;
};

class Linear : public Layer {
public:
    Linear(std::int64_t in, std::int64_t out);
    at::Tensor run(const at::Tensor& x, Tracer& tracer) override;

    at::Tensor weight, bias; ///< out x in, out
};

class Relu : public Layer {
public:
    at::Tensor run(const at::Tensor& x, Tracer& tracer) override { return tracer.relu(x); }
};

class Relu6 : public Layer {
public:
    at::Tensor run(const at::Tensor& x, Tracer& tracer) override { return tracer.relu6(x); }
};

class Dropout : public Layer {
public:
    explicit Dropout(double p)
        : m_p(p)
    {
    }
    at::Tensor run(const at::Tensor& x, Tracer& tracer) override { return tracer.dropout(x, m_p); }

private:
    double m_p;
};

class MaxPool : public Layer {
public:
    MaxPool(std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0, bool ceil = false)
        : m_kernel(kernel)
        , m_stride(stride)
        , m_padding(padding)
        , m_ceil(ceil)
    {
    }
    at::Tensor run(const at::Tensor& x, Tracer& tracer) override;

private:
    std::int64_t m_kernel, m_stride, m_padding;
    bool m_ceil;
};

/// Layers one after the other; children are named by their position unless a name is given.
class Stack : public Layer {
public:
    at::Tensor run(const at::Tensor& x, Tracer& tracer) override;

    void push(std::string name, std::shared_ptr<Layer> layer);
    void push(std::shared_ptr<Layer> layer) { push(std::to_string(m_layers.size()), std::move(layer)); }
    template <class T, class... Args> void emplace(Args&&... args)
    {
        push(std::make_shared<T>(std::forward<Args>(args)...));
    }
    std::size_t size() const { return m_layers.size(); }

private:
    std::vector<std::pair<std::string, std::shared_ptr<Layer>>> m_layers;
};

/// Global average pooling: N x C x h x w to N x C.
at::Tensor globalAveragePool(Tracer& tracer, const at::Tensor& x);

} // namespace lookaway
