// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace lookaway {

/// Editors with their labels above them, in one row where there is room and in more where it is narrow. May always be
/// made as narrow as a dock.
class ControlRows : public QWidget {
    Q_OBJECT

public:
    /// Indices of the editors, row by row.
    using Rows = std::vector<std::vector<std::size_t>>;
    /// From this width on (in units of the font's height) the editors lie so.
    struct Arrangement {
        int from;
        Rows rows;
    };
    /// The first is for every width, the others are wider and wider.
    explicit ControlRows(std::vector<Arrangement> arrangements, QWidget* parent = nullptr);

    /// `share` of its row's width. Gives the widget that holds label and editor, to be enabled or explained as one.
    QWidget* add(const QString& label, QWidget* editor, int share);
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Cell {
        QWidget* widget;
        int share;
    };
    void arrange();

    std::vector<Arrangement> m_arrangements;
    std::vector<Cell> m_cells;
    QVBoxLayout* m_rows;
    const Arrangement* m_present = nullptr;
};

} // namespace lookaway
