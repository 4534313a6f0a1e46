// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pictures/PictureCard.h"
#include "widgets/pictures/TileView.h"

#include <QTimer>

#include <chrono>
#include <optional>
#include <vector>

namespace lookaway {

class CardDelegate;
class CardModel;

/// Shows cards without ever holding the GUI thread up: those in view are composed in slices of a few milliseconds and
/// put on display together when they are ready; cards that are presented meanwhile wait, and of these only the latest
/// are taken. While the view is hidden nothing is composed. Pictures are up to a quarter larger than asked for, so that
/// cards fill the line.
class CardView : public TileView {
    Q_OBJECT

public:
    explicit CardView(QWidget* parent = nullptr);

    void present(std::vector<PictureCard> cards, const CardStyle& style);
    /// The card on display.
    const PictureCard& card(int row) const;
    int count() const;
    void setPinned(int row, bool pinned);
    /// What it took to compose the cards on display that were in view.
    std::chrono::microseconds displayCost() const { return m_displayCost; }

Q_SIGNALS:
    /// Clicked, or P pressed. A double click sends this twice.
    void pinWanted(int row);
    /// Double click or Enter.
    void opened(int row);
    /// New cards are on display.
    void displayed();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Cards {
        std::vector<PictureCard> cards;
        CardStyle wanted;
        /// As wanted, but filling the line.
        CardStyle style;
    };
    CardStyle fitted(const CardStyle& wanted) const;
    void schedule();
    void frame();
    bool compose(const Cards& cards, const Rows& rows, bool& worked);
    void display();

    CardModel* m_model;
    CardDelegate* m_delegate;
    QTimer m_frame;
    std::optional<Cards> m_next;
    std::optional<Cards> m_composing;
    Cards m_shown;
    std::chrono::microseconds m_composingCost{ 0 };
    std::chrono::microseconds m_displayCost{ 0 };
};

} // namespace lookaway
