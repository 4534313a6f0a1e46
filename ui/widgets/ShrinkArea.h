// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

namespace lookaway {

/// Lets its content have less room than its minimum: it is then scrolled. Without it the content of one panel or page
/// would decide how small the whole window may be, and make it larger than the screen.
class ShrinkArea : public QScrollArea {
    Q_OBJECT

public:
    /// `least`: room that the content gets at any rate, as far as it needs that much.
    ShrinkArea(QWidget* content, const QSize& least, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QSize needed() const;
    void fit();

    QSize m_least;
};

} // namespace lookaway
