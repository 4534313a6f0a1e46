// SPDX-License-Identifier: MIT
#include "pages/composer/FigureDocument.h"

#include <QUndoStack>

namespace lookaway {

constexpr int kSteps = 500; ///< a spec is a few kilobytes

FigureDocument::FigureDocument(QObject* parent)
    : QObject(parent)
    , m_history(new QUndoStack(this))
{
    m_history->setUndoLimit(kSteps);
    m_owner.same = sameFigure;
    m_owner.show = [this](const FigureSpec& spec) { show(spec); };
    connect(m_history, &QUndoStack::cleanChanged, this, &FigureDocument::stateChanged);
}

bool FigureDocument::empty() const
{
    return m_spec.comparison.pictures.empty() || m_spec.comparison.columns.empty();
}

bool FigureDocument::modified() const
{
    return !m_history->isClean();
}

void FigureDocument::reset(const FigureSpec& spec, const QString& file)
{
    m_history->clear();
    m_file = file;
    show(spec);
    Q_EMIT stateChanged();
}

void FigureDocument::edit(const QString& text, const std::function<void(FigureSpec&)>& change, const QString& mergeKey)
{
    FigureSpec changed = m_spec;
    change(changed);
    if (!sameFigure(changed, m_spec))
        m_history->push(new ValueStep<FigureSpec>(m_owner, m_spec, std::move(changed), text,
            mergeKey.isEmpty() ? QString() : QStringLiteral("%1 %2").arg(m_visit).arg(mergeKey)));
}

void FigureDocument::addContent(const ComparisonSpec& comparison, const FigureParts& content)
{
    m_cells.add(comparison, content);
    m_parts = m_cells.parts(m_spec.comparison);
    Q_EMIT contentChanged();
}

void FigureDocument::forgetContent()
{
    m_cells.clear();
    m_parts = m_cells.parts(m_spec.comparison);
    Q_EMIT contentChanged();
}

void FigureDocument::markSaved(const QString& file)
{
    m_file = file;
    m_history->setClean();
    Q_EMIT stateChanged();
}

void FigureDocument::show(const FigureSpec& spec)
{
    m_spec = spec;
    m_parts = m_cells.parts(m_spec.comparison);
    Q_EMIT specChanged();
}

} // namespace lookaway
