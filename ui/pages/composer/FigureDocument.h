// SPDX-License-Identifier: MIT
#pragma once

#include "pages/composer/FigureCells.h"
#include "widgets/ValueStep.h"

#include <QObject>
#include <QString>

#include <functional>

class QUndoStack;

namespace lookaway {

/// The figure that is being composed: its spec, what is computed of it, every earlier state, and the project file that
/// it comes from. Spec and content are always in step: the content is put together for the spec as it stands. GUI
/// thread.
class FigureDocument : public QObject {
    Q_OBJECT

public:
    explicit FigureDocument(QObject* parent = nullptr);

    const FigureSpec& spec() const { return m_spec; }
    const FigureParts& parts() const { return m_parts; }
    /// Nothing to see: no pictures or no columns.
    bool empty() const;
    QUndoStack* history() const { return m_history; }
    /// Empty = never saved.
    QString file() const { return m_file; }
    bool modified() const;

    /// Another figure. Forgets the history.
    void reset(const FigureSpec& spec, const QString& file = {});
    /// Changes the spec so that it can be undone; `text` names the change in the menu. Changes of the same `mergeKey`,
    /// one after the other, are one step: a slider that is dragged, a title that is typed. A change that changes
    /// nothing leaves no step.
    void edit(const QString& text, const std::function<void(FigureSpec&)>& change, const QString& mergeKey = {});
    /// The next change is a step of its own, whatever its key: another setting has the focus, the slider was let go.
    void closeStep() { ++m_visit; }
    /// Cells that were computed for `comparison`, which may be an earlier state of this one.
    void addContent(const ComparisonSpec& comparison, const FigureParts& content);
    /// Everything is to be computed again: a file has changed.
    void forgetContent();
    /// It lies in this file as it is now.
    void markSaved(const QString& file);
    const FigureCells& cells() const { return m_cells; }

Q_SIGNALS:
    void specChanged();
    void contentChanged();
    /// File name or the modified mark.
    void stateChanged();

private:
    void show(const FigureSpec& spec);

    FigureSpec m_spec;
    FigureCells m_cells;
    FigureParts m_parts;
    ValueStep<FigureSpec>::Owner m_owner;
    QUndoStack* m_history;
    QString m_file;
    int m_visit = 0;
};

} // namespace lookaway
