// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/ComparisonDraft.h"
#include "widgets/ValueStep.h"

#include <QObject>

class QUndoStack;

namespace lookaway {

/// What is compared, and every earlier state of it. Runs are in it as they were added, whatever epoch is looked at; how
/// the maps look is not part of it. GUI thread.
class ComparisonDocument : public QObject {
    Q_OBJECT

public:
    explicit ComparisonDocument(QObject* parent = nullptr);

    const ComparisonDraft& draft() const { return m_draft; }
    QUndoStack* history() const { return m_history; }
    /// So that it can be undone; `text` names the change in the menu. Changes of the same `mergeKey`, one after the
    /// other, are one step. A change that changes nothing leaves no step. False = nothing has changed.
    bool set(const ComparisonDraft& draft, const QString& text, const QString& mergeKey = {});

Q_SIGNALS:
    /// By set(), undo or redo.
    void changed();

private:
    ComparisonDraft m_draft;
    ValueStep<ComparisonDraft>::Owner m_owner;
    QUndoStack* m_history;
};

} // namespace lookaway
