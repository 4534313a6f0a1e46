// SPDX-License-Identifier: MIT
#include "pages/compare/ComparisonDocument.h"

#include <QUndoStack>

namespace lookaway {

constexpr int kSteps = 200; ///< one of a comparison with 200 pictures has some 50 kilobytes

ComparisonDocument::ComparisonDocument(QObject* parent)
    : QObject(parent)
    , m_history(new QUndoStack(this))
{
    m_history->setUndoLimit(kSteps);
    m_owner.same = sameComparison;
    m_owner.show = [this](const ComparisonDraft& draft) {
        m_draft = draft;
        Q_EMIT changed();
    };
}

bool ComparisonDocument::set(const ComparisonDraft& draft, const QString& text, const QString& mergeKey)
{
    if (sameComparison(draft, m_draft))
        return false;
    m_history->push(new ValueStep<ComparisonDraft>(m_owner, m_draft, draft, text, mergeKey));
    return true;
}

} // namespace lookaway
