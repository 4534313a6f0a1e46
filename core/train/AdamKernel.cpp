// SPDX-License-Identifier: MIT
#include "train/AdamKernel.h"

#include <ATen/ATen.h>
#include <ATen/TensorIterator.h>

#include <cmath>

namespace lookaway {

static inline void update(const AdamStep& s, float& parameter, float gradient, float& first, float& second)
{
    const float p = parameter * s.decay;
    const float g = gradient + s.l2 * p;
    first = s.beta1 * first + (1 - s.beta1) * g;
    second = s.beta2 * second + (1 - s.beta2) * g * g;
    parameter = p - s.stepSize * first / (std::sqrt(second) * s.inverseRootCorrection + s.epsilon);
}

static void updateDense(const AdamStep& s, float* __restrict parameters, float* __restrict first,
    float* __restrict second, const float* __restrict gradients, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        update(s, parameters[i], gradients[i], first[i], second[i]);
}

bool fitsAdamOnCpu(const at::Tensor& parameter, const at::Tensor& gradient)
{
    const auto dense = [](const at::Tensor& tensor) {
        return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided;
    };
    return dense(parameter) && dense(gradient);
}

void adamOnCpu(const AdamStep& step, const at::Tensor& parameter, const at::Tensor& gradient,
    const at::Tensor& firstMoment, const at::Tensor& secondMoment)
{
    // The iterator merges dimensions, orders them by stride and spreads the work over LibTorch's threads.
    auto iterator = at::TensorIteratorConfig()
                        .add_output(parameter)
                        .add_output(firstMoment)
                        .add_output(secondMoment)
                        .add_input(gradient)
                        .resize_outputs(false)
                        .build();
    iterator.for_each([&](char** data, const std::int64_t* strides, std::int64_t count) {
        constexpr std::int64_t step1 = sizeof(float);
        if (strides[0] == step1 && strides[1] == step1 && strides[2] == step1 && strides[3] == step1) {
            updateDense(step, reinterpret_cast<float*>(data[0]), reinterpret_cast<float*>(data[1]),
                reinterpret_cast<float*>(data[2]), reinterpret_cast<const float*>(data[3]), count);
            return;
        }
        for (std::int64_t i = 0; i < count; ++i)
            update(step, *reinterpret_cast<float*>(data[0] + i * strides[0]),
                *reinterpret_cast<const float*>(data[3] + i * strides[3]),
                *reinterpret_cast<float*>(data[1] + i * strides[1]),
                *reinterpret_cast<float*>(data[2] + i * strides[2]));
    });
}

void adamForeach(const AdamStep& s, std::vector<at::Tensor>& parameters, std::vector<at::Tensor>& gradients,
    std::vector<at::Tensor>& firstMoments, std::vector<at::Tensor>& secondMoments)
{
    if (s.decay != 1)
        at::_foreach_mul_(parameters, s.decay);
    if (s.l2 != 0)
        gradients = at::_foreach_add(gradients, parameters, s.l2);
    at::_foreach_mul_(firstMoments, s.beta1);
    at::_foreach_add_(firstMoments, gradients, 1 - s.beta1);
    at::_foreach_mul_(secondMoments, s.beta2);
    at::_foreach_addcmul_(secondMoments, gradients, gradients, 1 - s.beta2);
    std::vector<at::Tensor> denominators = at::_foreach_sqrt(secondMoments);
    at::_foreach_mul_(denominators, s.inverseRootCorrection);
    at::_foreach_add_(denominators, s.epsilon);
    at::_foreach_addcdiv_(parameters, firstMoments, denominators, -s.stepSize);
}

} // namespace lookaway
