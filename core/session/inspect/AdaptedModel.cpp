// SPDX-License-Identifier: MIT
#include "session/inspect/AdaptedModel.h"

#include "models/ScriptedClassifier.h"
#include "session/inspect/OpenedModel.h"

namespace lookaway {

Result<std::unique_ptr<Inspection>> openAdapted(
    const ModelSource& source, const std::string& device, const InputChange& change, bool remember)
{
    auto model = Inspection::open(source, device);
    if (!model || (!change && !remember))
        return model;
    InputFormat format = (*model)->facts().input;
    if (change)
        if (const auto possible = change((*model)->facts(), format); !possible)
            return possible.error();
    if (const auto adapted = (*model)->setInput(format, remember); !adapted)
        return adapted.error();
    return model;
}

std::string doubtAbout(const Inspection& model)
{
    const auto* script = dynamic_cast<const ScriptedClassifier*>(model.opened().network.get());
    if (!script || !script->facts().answersLookLikeProbabilities || model.facts().input.probabilities)
        return {};
    return "The outputs of " + model.facts().title
        + " look like probabilities (none is below 0, and their sum is 1), but are taken for logits: say "
          "--probabilities "
          "if they are.";
}

} // namespace lookaway
