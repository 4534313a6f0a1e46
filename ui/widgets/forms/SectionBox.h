// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace lookaway {

/// A part of a form under a heading that folds it away. The heading says how many settings were changed and how many
/// cannot be used, so that a folded section hides nothing that matters.
class SectionBox : public QWidget {
    Q_OBJECT

public:
    explicit SectionBox(const QString& title, QWidget* parent = nullptr);

    void addRow(QWidget* row);
    void setCounts(int changed, int problems);
    void setOpen(bool open);
    bool isOpen() const { return m_open; }
    /// Shows the rows although the section is folded, while somebody searches.
    void setHeldOpen(bool held);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showState();

    QToolButton* m_heading;
    QLabel* m_counts;
    QWidget* m_body;
    QVBoxLayout* m_rows;
    bool m_open = true;
    bool m_heldOpen = false;
};

} // namespace lookaway
