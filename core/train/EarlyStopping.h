// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

namespace lookaway {

/// Watches the validation loss: remembers the best epoch (strictly lower than all before; of equals the earliest) and
/// says when to stop. A loss that is not finite is no improvement. Its state follows from the losses alone: after
/// resuming they are added again.
class EarlyStopping {
public:
    /// `patience`: epochs without improvement until shouldStop(); 0 = never.
    explicit EarlyStopping(int patience = 0)
        : m_patience(patience)
    {
    }

    /// The loss of the next epoch; true when it is the best so far.
    bool add(double loss)
    {
        const bool better = loss < m_bestLoss;
        if (better) {
            m_bestLoss = loss;
            m_bestEpoch = m_epochs;
        }
        ++m_epochs;
        return better;
    }

    bool shouldStop() const { return m_patience > 0 && m_epochs - 1 - m_bestEpoch >= m_patience; }
    /// -1 before the first improvement.
    int bestEpoch() const { return m_bestEpoch; }
    /// Infinity before the first improvement.
    double bestLoss() const { return m_bestLoss; }

private:
    int m_patience;
    int m_epochs = 0;
    int m_bestEpoch = -1;
    double m_bestLoss = std::numeric_limits<double>::infinity();
};

} // namespace lookaway
