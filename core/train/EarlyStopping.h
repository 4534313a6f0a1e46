// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

namespace lookaway {

/// Watches the validation loss: remembers the best epoch (strictly lower than all before; of equals the earliest) and
/// says when to stop. A loss that is not finite is no improvement.
class EarlyStopping {
public:
    /// All there is to save and restore.
    struct State {
        int bestEpoch = -1; ///< -1 before the first improvement
        double bestLoss = std::numeric_limits<double>::infinity();
        int epochsWithoutImprovement = 0;
    };

    /// `patience`: epochs without improvement until shouldStop(); 0 = never.
    explicit EarlyStopping(int patience, const State& state)
        : m_patience(patience)
        , m_state(state)
    {
    }

    /// Takes in the loss of an epoch; true when it is the best so far.
    bool add(int epoch, double loss)
    {
        const bool better = loss < m_state.bestLoss;
        if (better)
            m_state = { epoch, loss, 0 };
        else
            ++m_state.epochsWithoutImprovement;
        return better;
    }

    bool shouldStop() const { return m_patience > 0 && m_state.epochsWithoutImprovement >= m_patience; }
    const State& state() const { return m_state; }

private:
    int m_patience;
    State m_state;
};

} // namespace lookaway
