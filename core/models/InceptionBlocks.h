// SPDX-License-Identifier: MIT
#pragma once

#include "models/Layers.h"

#include <memory>
#include <string>
#include <vector>

namespace lookaway {

/// Convolution without bias, BatchNorm (epsilon 0.001), ReLU; modules "conv" and "bn".
class BasicConv : public Layer {
public:
    explicit BasicConv(const ConvShape& shape);
    at::Tensor run(const at::Tensor& x, Tracer& tracer) override;

private:
    std::shared_ptr<Conv> m_conv;
    std::shared_ptr<BatchNorm> m_bn;
};

struct NamedConv {
    std::string name;
    ConvShape shape;
};

/// One way through an inception block: perhaps a pool, convolutions one after the other, perhaps a fork into several
/// convolutions whose outputs are concatenated.
struct BranchPlan {
    enum class Pool { None, Average, Max };
    Pool pool = Pool::None;
    std::vector<NamedConv> chain = {};
    std::vector<NamedConv> fork = {};
};

/// Branches side by side on the same input, concatenated along the channels.
class InceptionBlock : public Layer {
public:
    explicit InceptionBlock(const std::vector<BranchPlan>& plan);
    at::Tensor run(const at::Tensor& x, Tracer& tracer) override;

private:
    using Named = std::pair<std::string, std::shared_ptr<BasicConv>>;
    struct Branch {
        BranchPlan::Pool pool;
        std::vector<Named> chain, fork;
    };
    std::vector<Named> make(const std::vector<NamedConv>& plan);

    std::vector<Branch> m_branches;
};

/// The five kinds of block in torchvision's Inception3.
std::shared_ptr<InceptionBlock> inceptionA(std::int64_t in, std::int64_t poolChannels);
std::shared_ptr<InceptionBlock> inceptionB(std::int64_t in);
std::shared_ptr<InceptionBlock> inceptionC(std::int64_t in, std::int64_t width);
std::shared_ptr<InceptionBlock> inceptionD(std::int64_t in);
std::shared_ptr<InceptionBlock> inceptionE(std::int64_t in);

} // namespace lookaway
