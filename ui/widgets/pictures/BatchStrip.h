// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/runs/Event.h"
#include "session/settings/Config.h"
#include "widgets/pictures/BatchHistory.h"
#include "widgets/pictures/PictureCard.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QStackedWidget;

namespace lookaway {

class BatchStripControls;
class CardView;
class EmptyState;
class InlineNote;

/// The live batch strip: every picture of an occluded mini-batch as original, heat map over it, mask and occluded, with
/// its class, hidden share, and loss and p(true class) before and after. Click or P pins a picture, so that it stays in
/// front across mini-batches; double click or Enter activates it.
///
/// Latest wins: show() only stores the batch; drawing it takes its own time (see CardView), none while the strip is
/// hidden. Batches that come faster than they can be drawn are skipped, and so are as many that the drawing stays below
/// two percent of a core: the training beside it needs it more.
class BatchStrip : public QWidget {
    Q_OBJECT

public:
    explicit BatchStrip(QWidget* parent = nullptr);

    void setClasses(const std::vector<std::string>& classes);
    /// Decides what the empty strip says will appear: nullopt = no run yet; fill None = a run that hides nothing.
    void setDistraction(const std::optional<DistractionSettings>& distraction);
    void show(std::shared_ptr<const BatchOccluded> batch);
    using QWidget::show;
    /// Occluded mini-batches that can be scrubbed back to, and memory for them; see BatchHistory.
    void setHistoryLength(int length);
    void setHistoryBudget(std::size_t bytes);
    /// Forgets the pictures; class names and display settings stay.
    void clear();

    /// The mini-batch on display as a figure: a row per picture with original, heat map, mask and occluded picture. The
    /// ending of the name says how (FigureExport.h). In the background; saved() or saveFailed() follows.
    void saveFigure(const QString& file);

    const BatchHistory& history() const { return m_history; }
    const std::vector<PictureCard>& pinned() const { return m_pinned; }

Q_SIGNALS:
    /// A picture is to be shown large.
    void pictureActivated(const lookaway::PictureCard& card);
    void saved(const QString& file);
    /// A box says so, too.
    void saveFailed(const lookaway::Error& error);

private:
    void build();
    void addMenu();
    void addExportMenu();
    void save(const std::optional<BatchHistory::Entry>& entry, const QString& file);
    void refresh();
    void showLatest();
    void togglePin(int row);
    void choosePosition(int position);
    void updateHistoryControls();
    void updateEmptyState();
    bool isPinned(std::uint64_t id) const;
    PictureCard cardOf(const BatchHistory::Entry& entry, std::size_t picture) const;
    QString originOf(const BatchOccluded& batch) const;
    QString className(std::int64_t label) const;

    std::vector<std::string> m_classes;
    std::optional<DistractionSettings> m_distraction;
    BatchHistory m_history;
    /// The batch on display; kept while the history moves on without it.
    std::optional<BatchHistory::Entry> m_shown;
    std::vector<PictureCard> m_pinned;
    QTimer m_pace; ///< active: too early for another live batch

    BatchStripControls* m_controls;
    CardView* m_view;
    InlineNote* m_unmeasured;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
};

} // namespace lookaway
