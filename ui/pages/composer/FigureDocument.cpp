// SPDX-License-Identifier: MIT
#include "pages/composer/FigureDocument.h"

#include <QUndoStack>

namespace lookaway {

constexpr int kSteps = 500; ///< a spec is a few kilobytes

/// One change, as the whole figure before and after it.
class FigureDocument::Step : public QUndoCommand {
public:
    Step(FigureDocument& document, FigureSpec after, const QString& text, QString mergeKey)
        : QUndoCommand(text)
        , m_document(document)
        , m_before(document.spec())
        , m_after(std::move(after))
        , m_mergeKey(std::move(mergeKey))
    {
    }
    void undo() override { m_document.show(m_before); }
    void redo() override { m_document.show(m_after); }
    int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* later) override
    {
        const auto* step = static_cast<const Step*>(later); // of the same id: one of ours
        if (step->m_mergeKey != m_mergeKey)
            return false;
        m_after = step->m_after;
        setObsolete(sameFigure(m_before, m_after));
        return true;
    }

private:
    FigureDocument& m_document;
    FigureSpec m_before;
    FigureSpec m_after;
    QString m_mergeKey;
};

FigureDocument::FigureDocument(QObject* parent)
    : QObject(parent)
    , m_history(new QUndoStack(this))
{
    m_history->setUndoLimit(kSteps);
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
        m_history->push(new Step(*this, std::move(changed), text,
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
