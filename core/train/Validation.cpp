// SPDX-License-Identifier: MIT
#include "train/Validation.h"

#include "data/BatchLoader.h"
#include "explain/EvalScope.h"
#include "models/Classifier.h"

#include <torch/torch.h>

#include <vector>

namespace lookaway {

Result<ValidationResult> validateOn(Classifier& model, BatchLoader& pictures, const Normalization& normalization,
    const Computing& computing, const CancelToken& token)
{
    const EvalScope inference(model);
    const AutocastScope precision(computing.precision, computing.device);
    std::vector<at::Tensor> losses; // sums per mini-batch, read at the end
    std::vector<at::Tensor> correct;
    ValidationResult result;
    pictures.startEpoch(0);
    while (true) {
        if (token.cancelled())
            return cancelled();
        auto batch = pictures.next();
        if (!batch)
            return batch.error();
        if (!*batch)
            break;
        const at::Tensor labels = labelsOf(**batch, computing);
        const at::Tensor logits = model.forward(normalization.apply(imagesOf(**batch, computing))).to(at::kFloat);
        losses.push_back(at::cross_entropy_loss(logits, labels, {}, at::Reduction::Sum));
        correct.push_back(logits.argmax(1).eq(labels).sum());
        result.pictures += (*batch)->count;
        pictures.recycle(std::move(**batch));
    }
    if (result.pictures == 0)
        return fail("No picture of the validation part could be read.");
    const double count = static_cast<double>(result.pictures);
    result.loss = at::stack(losses).to(at::kCPU).to(at::kDouble).sum().item<double>() / count;
    result.accuracy = static_cast<double>(at::stack(correct).sum().item<std::int64_t>()) / count;
    return result;
}

} // namespace lookaway
