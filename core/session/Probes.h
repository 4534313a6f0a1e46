// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/runs/Event.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lookaway {

class Classifier;
class Dataset;
struct PrecisionPolicy;

/// The probe pictures of a run: chosen and decoded once, explained whenever asked. Used by one thread.
class Probes {
public:
    /// Takes `count` pictures, or all there are, spread evenly over the classes and within each class over its
    /// pictures; the same ones for the same data. A picture that cannot be decoded is replaced by its successor.
    /// `side`: of the square the network sees, px.
    Probes(const Dataset& pictures, std::size_t count, int side);

    bool empty() const { return m_probes.empty(); }
    int side() const { return m_side; }

    /// Explains all of them: textbook Grad-CAM of the true classes at `layer`, in fp32 and inference mode. The network
    /// is left as it was, and no random number is drawn. Fails with a sentence for a layer without feature maps.
    Result<ProbesExplained> explain(Classifier& model, const PrecisionPolicy& policy, const std::string& layer,
        int epoch, std::int64_t globalStep) const;

private:
    /// Picture, path and label; the rest is what explaining fills in.
    std::vector<Probe> m_probes;
    int m_side;
};

/// Which items are taken when `count` are spread evenly over the classes; sorted by class, then by item.
std::vector<std::size_t> evenlyOverClasses(const std::vector<std::int64_t>& labels, std::size_t count);

} // namespace lookaway
