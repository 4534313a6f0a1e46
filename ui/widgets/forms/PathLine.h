// SPDX-License-Identifier: MIT
#pragma once

#include <QLineEdit>

namespace lookaway {

/// A field for a path. While nobody types in it, it shows the end of a path that is too long, which tells more than the
/// beginning, after an ellipsis; the whole path is its tool tip then.
class PathLine : public QLineEdit {
    Q_OBJECT

public:
    explicit PathLine(QWidget* parent = nullptr);

    /// What is shown while nobody types.
    QString shownText() const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QRect textRect() const;
};

} // namespace lookaway
