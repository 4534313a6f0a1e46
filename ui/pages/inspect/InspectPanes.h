// SPDX-License-Identifier: MIT
#pragma once

#include "pages/inspect/ExplainPane.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace lookaway {

/// A map that is shown in a pane, and what it is called.
struct ShownMap {
    std::shared_ptr<const Explanation> explanation = {};
    QString title = {};
};

/// Explanations beside each other, one to six, zoomed and moved together. One of them is active: what is chosen
/// elsewhere (a class, a layer) goes to it.
class InspectPanes : public QWidget {
    Q_OBJECT

public:
    InspectPanes(Inspector* inspector, LayerModel* layers, QWidget* parent = nullptr);

    static constexpr std::size_t most = 6;

    ExplainPane* active() const { return m_active; }
    const std::vector<ExplainPane*>& panes() const { return m_panes; }
    /// Beside the others, with a quick method that is not shown yet and has something else to say; nullptr when there
    /// is no room.
    ExplainPane* addPane();
    void setLook(const HeatLook& look);
    const HeatLook& look() const { return m_look; }
    /// One scale for all maps of the same method (and kind, and sign): those of different methods have different units.
    void setShared(bool shared);
    bool shared() const { return m_shared; }
    void stopAll();
    /// So that every row of panes shows something of its picture; to be scrolled where there is less room.
    QSize minimumSizeHint() const override;
    /// The maps that are shown, from the first pane to the last.
    std::vector<ShownMap> shownMaps() const;
    /// Panes whose map is being computed.
    int working() const;

Q_SIGNALS:
    /// Another pane is active, or the active one has another order.
    void activeChanged();
    /// The active pane has another map, or none.
    void activeExplained();
    /// Some pane has another map, or none, or there are other panes.
    void explained();
    void countChanged();
    /// For the active pane, at this place of the screen.
    void menuWanted(QPoint place);
    /// The person works in the active pane, perhaps in it again.
    void entered();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    static constexpr int leastWidth = 225; ///< px of a pane
    static constexpr int leastHeight = 250;
    int wantedColumns() const;
    ExplainPane* make(const ExplainOrder& order);
    void remove(ExplainPane* pane);
    void setActive(ExplainPane* pane);
    void arrange();
    void share();
    std::string nextMethod() const;

    Inspector* m_inspector;
    LayerModel* m_layers;
    QGridLayout* m_grid;
    std::vector<ExplainPane*> m_panes;
    ExplainPane* m_active = nullptr;
    HeatLook m_look;
    bool m_shared = false;
    int m_columns = 0; ///< that the panes are arranged in
};

} // namespace lookaway
