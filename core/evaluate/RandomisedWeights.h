// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace lookaway {

class Classifier;

/// For its lifetime a network may have random weights, layer after layer from the head downwards; the destructor puts
/// back what was there, bit by bit, also while an exception passes through.
///
/// A layer is a module with parameters of its own. Its weights are drawn from a normal distribution with the mean and
/// the standard deviation that each of its tensors had, so that activations keep their order of magnitude; BatchNorm's
/// running statistics stay. Of a network without parameters (a frozen TorchScript file) the constants of two and more
/// dimensions count, each as a layer. The network must outlive the object and must not be trained meanwhile.
class RandomisedWeights {
public:
    /// Changes nothing yet.
    RandomisedWeights(Classifier& network, std::uint64_t seed);
    ~RandomisedWeights();
    RandomisedWeights(const RandomisedWeights&) = delete;
    RandomisedWeights& operator=(const RandomisedWeights&) = delete;

    /// Names of the layers, the head first.
    std::vector<std::string> layers() const;
    /// The first `count` layers are random afterwards; the same seed gives the same weights, however it got there.
    void randomise(std::size_t count);

private:
    struct Layer {
        std::string name;
        std::vector<std::pair<std::string, at::Tensor>> tensors;
    };
    std::vector<Layer> m_layers;
    std::vector<std::pair<at::Tensor, at::Tensor>> m_before; ///< a tensor and its values
    std::size_t m_done = 0;
    std::uint64_t m_seed;
};

} // namespace lookaway
