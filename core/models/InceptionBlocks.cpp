// SPDX-License-Identifier: MIT
#include "models/InceptionBlocks.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

using Pool = BranchPlan::Pool;

/// A kernel of height x width with padding that keeps the size.
ConvShape oblong(std::int64_t in, std::int64_t out, std::int64_t height, std::int64_t width)
{
    return { in, out, { height, width }, { 1, 1 }, { height / 2, width / 2 } };
}

/// 3x3 with stride 2 and no padding.
ConvShape halving(std::int64_t in, std::int64_t out)
{
    return { in, out, { 3, 3 }, { 2, 2 }, { 0, 0 } };
}

at::Tensor pooled(const at::Tensor& x, Pool pool)
{
    switch (pool) {
    case Pool::Average:
        return at::avg_pool2d(x, { 3, 3 }, { 1, 1 }, { 1, 1 });
    case Pool::Max:
        return at::max_pool2d(x, { 3, 3 }, { 2, 2 });
    case Pool::None:
        break;
    }
    return x;
}

} // namespace

BasicConv::BasicConv(const ConvShape& shape)
{
    constexpr double epsilon = 0.001;
    m_conv = register_module("conv", std::make_shared<Conv>(shape));
    m_bn = register_module("bn", std::make_shared<BatchNorm>(shape.out, epsilon));
}

at::Tensor BasicConv::run(const at::Tensor& x, Tracer& tracer)
{
    return tracer.relu("relu", tracer.convBn("conv", *m_conv, "bn", *m_bn, x));
}

InceptionBlock::InceptionBlock(const std::vector<BranchPlan>& plan)
{
    for (const auto& branch : plan) {
        auto chain = make(branch.chain);
        m_branches.push_back({ branch.pool, std::move(chain), make(branch.fork) });
    }
}

std::vector<InceptionBlock::Named> InceptionBlock::make(const std::vector<NamedConv>& plan)
{
    std::vector<Named> convs;
    convs.reserve(plan.size());
    for (const auto& [name, shape] : plan)
        convs.emplace_back(name, register_module(name, std::make_shared<BasicConv>(shape)));
    return convs;
}

at::Tensor InceptionBlock::run(const at::Tensor& x, Tracer& tracer)
{
    std::vector<at::Tensor> outputs;
    for (auto& branch : m_branches) {
        auto y = pooled(x, branch.pool);
        for (auto& [name, conv] : branch.chain)
            y = tracer.call(name, *conv, y);
        if (branch.fork.empty()) {
            outputs.push_back(std::move(y));
            continue;
        }
        for (auto& [name, conv] : branch.fork)
            outputs.push_back(tracer.call(name, *conv, y));
    }
    return at::cat(outputs, 1);
}

std::shared_ptr<InceptionBlock> inceptionA(std::int64_t in, std::int64_t poolChannels)
{
    const std::vector<BranchPlan> plan = {
        { Pool::None, { { "branch1x1", square(in, 64, 1) } } },
        { Pool::None, { { "branch5x5_1", square(in, 48, 1) }, { "branch5x5_2", square(48, 64, 5) } } },
        { Pool::None,
            { { "branch3x3dbl_1", square(in, 64, 1) }, { "branch3x3dbl_2", square(64, 96, 3) },
                { "branch3x3dbl_3", square(96, 96, 3) } } },
        { Pool::Average, { { "branch_pool", square(in, poolChannels, 1) } } },
    };
    return std::make_shared<InceptionBlock>(plan);
}

std::shared_ptr<InceptionBlock> inceptionB(std::int64_t in)
{
    const std::vector<BranchPlan> plan = {
        { Pool::None, { { "branch3x3", halving(in, 384) } } },
        { Pool::None,
            { { "branch3x3dbl_1", square(in, 64, 1) }, { "branch3x3dbl_2", square(64, 96, 3) },
                { "branch3x3dbl_3", halving(96, 96) } } },
        { Pool::Max },
    };
    return std::make_shared<InceptionBlock>(plan);
}

std::shared_ptr<InceptionBlock> inceptionC(std::int64_t in, std::int64_t width)
{
    const auto c = width;
    const std::vector<BranchPlan> plan = {
        { Pool::None, { { "branch1x1", square(in, 192, 1) } } },
        { Pool::None,
            { { "branch7x7_1", square(in, c, 1) }, { "branch7x7_2", oblong(c, c, 1, 7) },
                { "branch7x7_3", oblong(c, 192, 7, 1) } } },
        { Pool::None,
            { { "branch7x7dbl_1", square(in, c, 1) }, { "branch7x7dbl_2", oblong(c, c, 7, 1) },
                { "branch7x7dbl_3", oblong(c, c, 1, 7) }, { "branch7x7dbl_4", oblong(c, c, 7, 1) },
                { "branch7x7dbl_5", oblong(c, 192, 1, 7) } } },
        { Pool::Average, { { "branch_pool", square(in, 192, 1) } } },
    };
    return std::make_shared<InceptionBlock>(plan);
}

std::shared_ptr<InceptionBlock> inceptionD(std::int64_t in)
{
    const std::vector<BranchPlan> plan = {
        { Pool::None, { { "branch3x3_1", square(in, 192, 1) }, { "branch3x3_2", halving(192, 320) } } },
        { Pool::None,
            { { "branch7x7x3_1", square(in, 192, 1) }, { "branch7x7x3_2", oblong(192, 192, 1, 7) },
                { "branch7x7x3_3", oblong(192, 192, 7, 1) }, { "branch7x7x3_4", halving(192, 192) } } },
        { Pool::Max },
    };
    return std::make_shared<InceptionBlock>(plan);
}

std::shared_ptr<InceptionBlock> inceptionE(std::int64_t in)
{
    const std::vector<BranchPlan> plan = {
        { Pool::None, { { "branch1x1", square(in, 320, 1) } } },
        { Pool::None, { { "branch3x3_1", square(in, 384, 1) } },
            { { "branch3x3_2a", oblong(384, 384, 1, 3) }, { "branch3x3_2b", oblong(384, 384, 3, 1) } } },
        { Pool::None, { { "branch3x3dbl_1", square(in, 448, 1) }, { "branch3x3dbl_2", square(448, 384, 3) } },
            { { "branch3x3dbl_3a", oblong(384, 384, 1, 3) }, { "branch3x3dbl_3b", oblong(384, 384, 3, 1) } } },
        { Pool::Average, { { "branch_pool", square(in, 192, 1) } } },
    };
    return std::make_shared<InceptionBlock>(plan);
}

} // namespace lookaway
